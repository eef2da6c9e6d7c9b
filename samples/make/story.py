"""The committed dossiers: two families and their office, told for the demo. ``python -m samples.make.story`` writes them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from samples.make import export, people, places
from samples.make.papers import administrative, birth, citizen_id, declaration_birth, hospital, marriage
from samples.make.papers.paper import Paper
from samples.make.pile import Way, dossier

HOME = Path(__file__).resolve().parent.parent / "dossiers"
#: Two weeks before the first showing: the declarations are as fresh as real ones, the cards hold for years.
TODAY = date(2026, 11, 15)
#: The invented commune whose clerk signs in to the local stack (infra/local/seed.py).
OFFICE = "xa-mau"


@dataclass(frozen=True)
class Visit:
    """One dossier of the story: what is in it, how it was scanned, what it is for."""

    id: str
    title: str
    story: str
    papers: Callable[[random.Random], list[Paper]]
    way: Way
    procedure: str | None = None
    subject: str | None = None


def grown_daughter() -> people.Family:
    """A woman of about thirty with her parents: the mother of the first visit, the subject of the third."""
    for n in range(1000):
        rng = random.Random(f"motlan-story/{n}")
        f = people.family(rng, TODAY, newborn=False, region=places.region(rng, "Huế"))
        if f.child.sex == "Nữ" and 1990 <= f.child.birth.year <= 1998 and f.child.card.old_id:
            return replace(f, child=replace(f.child, card=people.card(rng, f.child.birth, TODAY, "2021")))
    raise AssertionError("no such family")


GRANDPARENTS = grown_daughter()
FIRST = people.family(
    random.Random("motlan-story/first"), TODAY, father_card="2024", region=GRANDPARENTS.region, mother=GRANDPARENTS.child
)
SECOND = people.family(random.Random("motlan-story/second"), TODAY, mother_card="2021", father_card="2021")
THIRD = people.family(random.Random("motlan-story/third"), TODAY, mother_card="2024", father_card="2024")
ELDER = people.family(random.Random("motlan-story/elder-2"), TODAY, newborn=False)


def first_visit(rng: random.Random) -> list[Paper]:
    f = FIRST
    return [
        declaration_birth.draw(f, rng, day=TODAY - timedelta(days=3), by="Mẹ"),
        hospital.draw(f, rng, today=TODAY),
        citizen_id.draw(f.mother, rng, today=TODAY, scale=1.15),
        citizen_id.draw(f.father, rng, today=TODAY, scale=1.15, place_of_birth=f.father.home_town),
        marriage.draw(f, rng),
    ]


def doubtful_visit(rng: random.Random) -> list[Paper]:
    f = SECOND
    return [
        declaration_birth.draw(f, rng, day=TODAY - timedelta(days=5), by="Cha", fault="words"),
        hospital.draw(f, rng, today=TODAY),
        citizen_id.draw(f.mother, rng, today=TODAY, scale=1.25),
        marriage.draw(f, rng),
    ]


def second_visit(rng: random.Random) -> list[Paper]:
    f = GRANDPARENTS
    registered = f.child.birth + timedelta(days=11)
    return [birth.extract(f, rng, registered=registered, issued=date(2024, 5, 14))]


def photos(rng: random.Random) -> list[Paper]:
    f = THIRD
    return [
        declaration_birth.draw(f, rng, day=TODAY - timedelta(days=2), by="Mẹ"),
        hospital.draw(f, rng, today=TODAY),
        citizen_id.draw(f.mother, rng, today=TODAY, scale=1.6),
    ]


def old_and_new(rng: random.Random) -> list[Paper]:
    f = ELDER
    registered = f.child.birth + timedelta(days=20)
    at = f.region.unit(rng, registered)
    return [
        birth.certificate(f, rng, registered=registered, at=at),
        birth.extract(f, rng, registered=registered, issued=date(2026, 3, 9), at=at),
    ]


def letters(rng: random.Random) -> list[Paper]:
    unit = FIRST.office
    return [
        administrative.draw(rng, unit=unit, day=date(2026, 9, 8), kind="quyet_dinh"),
        administrative.draw(rng, unit=unit, day=date(2026, 10, 2), kind="cong_van"),
    ]


def secret(rng: random.Random) -> list[Paper]:
    return [administrative.draw(rng, unit=FIRST.office, day=date(2026, 10, 20), kind="cong_van", secret=True)]


def visits() -> Iterator[Visit]:
    """In the order in which the demo tells them."""
    mother = FIRST.mother.full_name
    yield Visit(
        "a-khai-sinh", "Đăng ký khai sinh, hồ sơ đủ và rõ",
        f"Chị {mother} đăng ký khai sinh cho con: tờ khai, giấy chứng sinh, căn cước của mẹ (2021) và của cha (2024), giấy chứng nhận kết hôn.",
        first_visit, Way("desk-200-colour", cards="together", skew=0.3), "1.001193", FIRST.mother.id_no,
    )
    yield Visit(
        "b-khai-sinh-can-xem", "Đăng ký khai sinh, bản quét xô lệch, có điều không khớp",
        "Một trang nằm ngược, bản quét lệch, mực mờ; ngày sinh của con bằng số và bằng chữ trong tờ khai không khớp nên hồ sơ phải có người xem.",
        doubtful_visit, Way("tilted-200-gray", turned=(2,), cards="together"), "1.001193", SECOND.father.id_no,
    )
    yield Visit(
        "c-dang-ky-lai", "Lần thứ hai của cùng một công dân: đăng ký lại khai sinh",
        f"Chị {mother} trở lại để đăng ký lại khai sinh cho chính mình, chỉ mang bản sao trích lục khai sinh cũ; căn cước đã có trong kho từ lần trước nên không phải mang lại.",
        second_visit, Way("desk-200-gray", skew=0.5), "1.004884", FIRST.mother.id_no,
    )
    yield Visit(
        "d-anh-dien-thoai", "Đăng ký khai sinh bằng ảnh chụp điện thoại",
        "Bốn ảnh chụp nghiêng, có bóng, nền bàn: tờ khai, giấy chứng sinh, hai mặt thẻ căn cước 2024 của mẹ.",
        photos, Way("phone", cards="close"), "1.001193", THIRD.mother.id_no,
    )
    yield Visit(
        "e-khai-sinh-cu-moi", "Giấy khai sinh mẫu cũ và trích lục mới của cùng một người",
        "Bản chính theo mẫu trước năm 2016 và bản sao trích lục cấp năm 2026, để thấy hai đời mẫu cho cùng các trường.",
        old_and_new, Way("desk-200-colour", skew=0.4), None, ELDER.child.id_no,
    )
    yield Visit(
        "f-van-ban", "Hai văn bản hành chính quét hai mặt", "Quyết định và công văn quét đen trắng hai mặt; mặt sau trắng.",
        letters, Way("bilevel-300", blank_backs=True, skew=0.6),
    )
    yield Visit(
        "h-van-ban-mat", "Văn bản có dấu MẬT", "Phải bị từ chối và không được lưu.", secret, Way("desk-200-colour", skew=0.2),
    )


def main() -> None:
    """Writes files, truth and ``index.yaml``."""
    index: list[dict[str, Any]] = []
    for visit in visits():
        rng = random.Random(f"motlan-story/{visit.id}")
        truth = export.write(dossier(visit.id, visit.papers(rng), visit.way, rng, TODAY), HOME)
        index.append({
            "id": visit.id, "title": visit.title, "files": [f"files/{f}" for f in truth["files"]], "truth": f"truth/{visit.id}.json",
            "procedure": visit.procedure, "office": OFFICE, "subject": visit.subject, "story": visit.story,
        })
        print(visit.id, *truth["files"], [p["type"] for p in truth["papers"]], flush=True)
    text = yaml.safe_dump(index, allow_unicode=True, sort_keys=False, width=110)
    head = "# The sample dossiers in the order in which the demo tells them; made by samples/make/story.py. Everybody is invented.\n"
    (HOME / "index.yaml").write_text(head + text, encoding="utf-8")


if __name__ == "__main__":
    main()
