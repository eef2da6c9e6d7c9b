"""Whole dossiers: pages kept, text, papers, fields, issues, outcome. ``add`` one after the other, then ``report``."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from benchmarks.metrics.fields import FieldScore
from benchmarks.metrics.issues import CLASS_OF, IssueScore, raised
from benchmarks.metrics.normalise import plain
from benchmarks.metrics.papers import PaperScore, match
from benchmarks.metrics.text import TextScore, share
from benchmarks.metrics.values import same

Dossier = Mapping[str, Any]
NOTHING: Dossier = {"pages": [], "papers": [], "outcome": None}


class DossierScore:
    """Truth as in ``samples/dossiers/truth``, output as ``motlan digitise`` writes it (contract.md 1)."""

    def __init__(self) -> None:
        self.text = TextScore()
        self.text_by_profile: dict[str, TextScore] = defaultdict(TextScore)
        self.papers, self.fields, self.issues = PaperScore(), FieldScore(), IssueScore()
        self.pages: Counter[str] = Counter()
        self.outcomes: Counter[str] = Counter()
        self.codes: Counter[str] = Counter()
        self.certified: Counter[str] = Counter()
        self.each: list[dict[str, Any]] = []

    def add(self, truth: Dossier, output: Dossier | None) -> None:
        """One dossier; None where the product gave nothing."""
        self.outcomes.update(dossiers=1, no_output=output is None)
        output = output or NOTHING
        self._outcome(truth, output)
        if truth.get("secret"):
            return
        cer = self._pages(truth, output)
        mine, theirs = truth["papers"], output.get("papers") or []
        pairs = match(mine, theirs)
        self.papers.add(mine, theirs, pairs)
        wrong = 0
        for i, paper in enumerate(mine):
            partner = theirs[pairs[i]] if i in pairs else None
            wrong += partner is None or partner.get("type") != paper["type"]
            wrong += partner is None or sorted(partner.get("pages") or []) != paper["pages"]
            wrong += self.fields.add_paper(paper, partner, truth["id"], truth["profile"])
            self._certified(paper.get("certification"), (partner or {}).get("certification"))
        for j, paper in enumerate(theirs):
            if j not in pairs.values():
                self.fields.add_spurious(paper)
                wrong += 1
        self.issues.add(truth["expected_issues"], output)
        self.outcomes.update(
            counted=1, wholly_right=wrong == 0, accepted_with_error=output.get("outcome") == "accepted" and wrong > 0
        )
        self.each.append(
            {
                "id": truth["id"],
                "profile": truth["profile"],
                "outcome": output.get("outcome"),
                "cer": cer,
                "wrong": wrong,
            }
        )

    def _outcome(self, truth: Dossier, output: Dossier) -> None:
        outcome, expected = output.get("outcome"), truth["expected_outcome"]
        right = outcome in expected["allowed"]
        if truth.get("secret"):
            right = right and any(CLASS_OF.get(c) == "secret" for c in raised(output))
            self.outcomes.update(secret=1, secret_caught=right)
        o = self.outcomes
        o.update(outcome_right=right, wrongly_rejected=outcome == "rejected" and not truth.get("secret"))
        o.update({f"class_{expected['class']}": 1, f"accepted_{expected['class']}": outcome == "accepted"})

    def _pages(self, truth: Dossier, output: Dossier) -> float | None:
        """Text, status and rotation page by page; returns the dossier's character error rate."""
        given = {p.get("page"): p for p in output.get("pages") or []}
        s, text = self.pages, TextScore()
        s.update(pages_in=len(truth["pages"]), pages_out=len(output.get("pages") or []), dossiers=1)
        s["same_pages"] += [p.get("page") for p in output.get("pages") or []] == [p["page"] for p in truth["pages"]]
        for page in truth["pages"]:
            got = given.get(page["page"]) or {}
            status, read = got.get("status"), got.get("text") or ""
            if page["status"] == "blank":
                s.update(blank=1, blank_right=status == "blank", letters_on_blank=len(plain(read)))
            else:
                right = got.get("rotation") in page.get("rotation_allowed", [page["rotation"]])
                s.update(full=1, full_read=status == "read", false_blank=status == "blank", upright=right)
                s.update(turned=page["rotation"] != 0, turned_upright=right and page["rotation"] != 0)
                one = TextScore()
                one.add(page["lines"], read.split("\n"), page.get("optional_lines") or [])
                text.merge(one)
                self.text_by_profile[page["profile"]].merge(one)
            texts = {c.get("text") for c in got.get("codes") or []}
            for code in page.get("codes") or []:
                hit = code["text"] in texts
                self.codes.update(
                    drawn=1,
                    got=hit,
                    decodable=bool(code.get("decodes_degraded")),
                    decodable_got=hit and bool(code.get("decodes_degraded")),
                )
        self.text.merge(text)
        return text.report()["cer"]

    def _certified(self, truth: Mapping[str, Any] | None, got: Mapping[str, Any] | None) -> None:
        c = self.certified
        c.update(expected=truth is not None, given=bool(got), both=truth is not None and bool(got))
        if truth and got:
            for key in ("number", "book", "date", "issuer_name", "signer_name"):
                c["parts"] += 1
                compare = "number" if key == "number" else "issuer_name"
                c["parts_right"] += got.get(key) is not None and same(compare, truth[key], None, got[key])[0]

    def report(self) -> dict[str, Any]:
        """Everything, nothing rounded."""
        p, o, c, k = self.pages, self.outcomes, self.codes, self.certified
        return {
            "dossiers": o["dossiers"],
            "text": self.text.report(),
            "text_by_profile": {n: t.report() for n, t in sorted(self.text_by_profile.items())},
            "pages": {
                "pages_in": p["pages_in"],
                "pages_out": p["pages_out"],
                "dossiers_pages_in_eq_out": share(p["same_pages"], p["dossiers"]),
                "rotation_right": share(p["upright"], p["full"]),
                "rotation_right_on_turned": share(p["turned_upright"], p["turned"]),
                "turned_pages": p["turned"],
                "blank_recall": share(p["blank_right"], p["blank"]),
                "false_blank": p["false_blank"],
                "read_status_right": share(p["full_read"], p["full"]),
                "chars_on_blank_pages": p["letters_on_blank"],
            },
            "segmentation": self.papers.report(),
            "fields": self.fields.report(),
            "issues": self.issues.report(),
            "outcome": {
                "wholly_right": share(o["wholly_right"], o["counted"]),
                "outcome_right": share(o["outcome_right"], o["dossiers"]),
                "accepted_with_error": o["accepted_with_error"],
                "wrongly_rejected": o["wrongly_rejected"],
                "secret": o["secret"],
                "secret_caught": o["secret_caught"],
                "clean_accepted": share(o["accepted_clean"], o["class_clean"]),
                "should_review_but_accepted": o["accepted_review"],
                "no_output": o["no_output"],
            },
            "certification": {
                "expected": k["expected"],
                "recall": share(k["both"], k["expected"]),
                "precision": share(k["both"], k["given"]),
                "parts_right": share(k["parts_right"], k["parts"]),
            },
            "codes": {
                "drawn": c["drawn"],
                "recall": share(c["got"], c["drawn"]),
                "decodable": c["decodable"],
                "recall_decodable": share(c["decodable_got"], c["decodable"]),
            },
            "each": self.each,
            "wrong_fields": [asdict(w) for w in self.fields.wrong],
        }
