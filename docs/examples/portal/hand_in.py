"""Nộp hồ sơ trên cổng dịch vụ công: hỏi trước, điền sẵn, không đòi lại giấy đã có.

A portal's back end, for a person who has signed in: one complete list, the form prefilled, and each paper that was not
asked for again recorded as reused. Run: ``MOTLAN_URL=… MOTLAN_TOKEN=… python hand_in.py PROCEDURE OWNER_ID``.
"""

from __future__ import annotations

import os
import sys

from motlan_client import ApiError, Client, Purpose

WHY = Purpose("Giải quyết thủ tục trên cổng dịch vụ công", "NQ 66.7/2025/NQ-CP")


def hand_in(client: Client, procedure: str, eform: str, owner_id: str, reference: str) -> list[str]:
    """What the person is shown, line by line. ``reference``: the portal's own number of this application."""
    told = client.checklist(procedure, WHY, owner_id=owner_id)
    lines = [told["name"]]
    for item in told["items"]:
        lines.append(f"{'☐' if item['citizen'] in told['bring'] else '☑'} {item['citizen']}")
        paper = item.get("paper")
        if item["state"] == "satisfied_by_reuse" and paper:
            # The same key again counts nothing again, whatever happens to the line.
            key = f"{reference}-{item['id']}"
            client.reuse(paper, WHY, procedure=procedure, component=item["id"], key=key)
    filled = client.prefill(eform, WHY, owner_id=owner_id)
    lines += [f"{key}: {value['value']}" for key, value in filled["values"].items()]
    lines += [f"{one['key']}: xin ông/bà điền" for one in filled["missing"]]
    return lines


def main() -> int:
    """Exit status 1 with the service's own words where it says no."""
    procedure, owner_id = sys.argv[1:3]
    client = Client(os.environ["MOTLAN_URL"], os.environ["MOTLAN_TOKEN"])
    try:
        print("\n".join(hand_in(client, procedure, "birth_reregistration", owner_id, "portal-000001")))
    except ApiError as error:
        print(f"{error.message} {error.remedy}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
