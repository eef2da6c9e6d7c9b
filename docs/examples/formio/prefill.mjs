// Điền sẵn một tờ khai Form.io. Chạy ở máy chủ của hệ thống biểu mẫu: trình duyệt của người dân không được cầm token.
// The form and its submission, both from the API; nothing is overwritten that the citizen has typed already.

export async function prefilledForm({ url, token, eform, subject, purpose, legalBasis, typed = {}, fetch = globalThis.fetch }) {
  const call = async (method, path, body) => {
    const answer = await fetch(url + path, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: body && JSON.stringify(body),
    });
    const said = await answer.json();
    if (!answer.ok) throw new Error(`${said.code ?? answer.status}: ${said.message ?? ""} ${said.remedy ?? ""}`);
    return said;
  };
  const form = await call("GET", `/v1/eforms/${encodeURIComponent(eform)}?shape=formio`);
  const ask = { eform, subject: { owner_id: subject }, purpose, legal_basis: legalBasis };
  const filled = await call("POST", "/v1/prefill?shape=formio", ask);
  return { form, submission: { data: merge(filled.data, typed) } };
}

// What the citizen typed wins, field by field.
function merge(filled, typed) {
  const out = { ...filled };
  for (const [key, value] of Object.entries(typed)) {
    const both = [filled[key], value].every((v) => v && typeof v === "object" && !Array.isArray(v));
    out[key] = both ? merge(filled[key], value) : value;
  }
  return out;
}

// node prefill.mjs EFORM OWNER_ID, with MOTLAN_URL and MOTLAN_TOKEN: what a page hands to Formio.createForm().
if (process.argv[1]?.endsWith("prefill.mjs")) {
  const [eform, subject] = process.argv.slice(2);
  const { MOTLAN_URL: url, MOTLAN_TOKEN: token } = process.env;
  const purpose = "Điền tờ khai điện tử theo yêu cầu của công dân";
  const legalBasis = "NQ 66.7/2025/NQ-CP";
  console.log(JSON.stringify(await prefilledForm({ url, token, eform, subject, purpose, legalBasis })));
}
