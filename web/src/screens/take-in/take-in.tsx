export default function TakeIn() {
  return <p />;
}
