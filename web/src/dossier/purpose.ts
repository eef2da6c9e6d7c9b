import type { Procedure } from "../api/types";

/** Why the store is looked into: every look says so and leaves a trace with its owner (Luật 91/2025/QH15). */
export function purposeOf(procedure: Procedure | null): { purpose: string; legal_basis: string } {
  return {
    purpose: procedure
      ? `Tiếp nhận hồ sơ thủ tục ${procedure.code} ${procedure.name}`.slice(0, 300)
      : "Tiếp nhận hồ sơ",
    legal_basis: "NĐ 118/2025/NĐ-CP; TT 01/2023/TT-VPCP Điều 24",
  };
}
