"""The monthly table and the indicators as CSV and XLSX."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Literal

from motlan.usecases.indicators import AskedAnswer, IndicatorsAnswer, OfficeIndicators

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Cell = str | int | float | None
_ALL = "Tổng cộng"
_INDICATORS = (
    "Cơ quan", "Mã", "Chỉ số", "Tử số", "Mẫu số", "Tỷ lệ (%)", "Đạt điểm tối đa từ (%)", "Tử số là", "Mẫu số là",
)  # fmt: skip
_WHY = {"reusable": "Có thể dùng lại", "replaceable": "Có dữ liệu thay thế", "new": "Phải nộp mới"}


def table_rows(answer: IndicatorsAnswer) -> list[list[Cell]]:
    """The provincial monthly table: a heading, a row an office, the sum."""
    rows: list[list[Cell]] = [["Cơ quan", *answer.columns.values()]]
    for part in _parts(answer):
        rows.append([part.office or _ALL, *(part.table[key] for key in answer.columns)])
    return rows


def indicator_rows(answer: IndicatorsAnswer) -> list[list[Cell]]:
    """A row an office and indicator; no value where there is nothing to divide by."""
    rows: list[list[Cell]] = [list[Cell](_INDICATORS)]
    for part in _parts(answer):
        for i in part.indicators:
            told: list[Cell] = [i.code, i.name, i.part, i.whole, i.value, i.target, i.part_is, i.whole_is]
            rows.append([part.office or _ALL, *told])
    return rows


def asked_rows(asked: AskedAnswer) -> list[list[Cell]]:
    """A row a paper that was asked for."""
    rows: list[list[Cell]] = [["Thủ tục", "Thành phần", "Loại giấy tờ", "Nhận xét", "Số hồ sơ"]]
    rows += [[p.procedure, p.component, p.type, _WHY[p.why], p.dossiers] for p in asked.papers]
    return rows


def as_csv(answer: IndicatorsAnswer, table: Literal["monthly", "indicators"]) -> bytes:
    """UTF-8 with a byte order mark, so that spreadsheets take Vietnamese letters for what they are."""
    out = io.StringIO()
    csv.writer(out).writerows(table_rows(answer) if table == "monthly" else indicator_rows(answer))
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(answer: IndicatorsAnswer, asked: AskedAnswer) -> bytes:
    """Three sheets: monthly table, indicators, papers asked for."""
    import xlsxwriter  # noqa: PLC0415  (of the print layer: only functions that write spreadsheets have it)

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True, "text_wrap": True})
        title = book.add_format({"bold": True, "font_size": 13})
        span = f"Từ {answer.period.first} đến {answer.period.last}, số liệu đến hết {answer.period.as_of}"
        for name, rows in (
            ("Bảng tháng", table_rows(answer)),
            ("Chỉ số", indicator_rows(answer)),
            ("Giấy tờ được yêu cầu", asked_rows(asked)),
        ):
            sheet = book.add_worksheet(name)
            sheet.write_string(0, 0, f"{name} ({answer.legal_basis})", title)
            sheet.write_string(1, 0, span)
            _fill(sheet, rows, bold)
    return out.getvalue()


def _fill(sheet: object, rows: Sequence[Sequence[Cell]], bold: object) -> None:
    for number, cells in enumerate(rows, start=3):
        for column, cell in enumerate(cells):
            style = [bold] if number == 3 else []
            # Text is written as text: a code that looks like a formula stays one.
            if isinstance(cell, str):
                sheet.write_string(number, column, cell, *style)  # type: ignore[attr-defined]
            elif cell is not None:
                sheet.write_number(number, column, cell, *style)  # type: ignore[attr-defined]
    sheet.set_column(0, len(rows[0]) - 1, 18)  # type: ignore[attr-defined]
    sheet.freeze_panes(4, 1)  # type: ignore[attr-defined]


def _parts(answer: IndicatorsAnswer) -> list[OfficeIndicators]:
    return answer.offices if len(answer.offices) == 1 else [*answer.offices, answer.total]
