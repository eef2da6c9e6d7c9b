// Tra cứu hồ sơ bằng mã và mật khẩu in trên giấy tiếp nhận: không đăng nhập, không lộ nội dung giấy tờ.
// The body of a Zalo mini app's page: plain fetch, no SDK, no token. A code never goes into a URL.

export async function lookUp({ url, code, secret, fetch = globalThis.fetch }) {
  const answer = await fetch(`${url}/v1/public/status`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ code: code.trim(), secret: secret.trim() }),
  });
  const said = await answer.json();
  if (answer.status === 429) return { ok: false, text: "Bạn đã thử nhiều lần. Xin chờ rồi thử lại." };
  if (!answer.ok) return { ok: false, text: [said.message, said.remedy].filter(Boolean).join(" ") };
  const papers = said.not_again.map((p) => `• ${p.title}${p.valid_until ? ` (đến ${p.valid_until})` : ""}`);
  const keep = papers.length ? ["Lần sau không phải mang:", ...papers] : [];
  return { ok: true, text: [said.procedure_name, said.message, ...keep].filter(Boolean).join("\n") };
}

// node status.mjs CODE SECRET, with MOTLAN_URL
if (process.argv[1]?.endsWith("status.mjs")) {
  const [code, secret] = process.argv.slice(2);
  const { ok, text } = await lookUp({ url: process.env.MOTLAN_URL, code, secret });
  console.log(text);
  process.exitCode = ok ? 0 : 1;
}
