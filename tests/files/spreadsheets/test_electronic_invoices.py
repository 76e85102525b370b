"""Electronic invoices as XML, as JSON, and as what is attached to a page: worked by hand from what stands in them."""

import json
from pathlib import Path
from zipfile import ZipFile

from office_files import Capture, imported, refusal, told

ITEM = "<Item><ItemName>{}</ItemName><ItemAmount>{}</ItemAmount><Amount>{}</Amount></Item>"
INVOICE = (
    '<?xml version="1.0" encoding="UTF-8"?><EInvoice><Header><EInvoiceTag>CZ-EI</EInvoiceTag></Header><EInvoiceData>'
    "<Main><InvoiceNumber>0001234567</InvoiceNumber><IssueDate>20230305</IssueDate><InvoicingParty>"
    "<InvoicingPartyName>某市人民医院</InvoicingPartyName></InvoicingParty><TotalAmount>150.00</TotalAmount></Main>"
    f"<Details>{ITEM.format('西药费', 100, 100)}{ITEM.format('检查费', 50, 50)}</Details></EInvoiceData></EInvoice>"
)
OWN = '<ofd:{0} xmlns:ofd="http://www.ofdspec.org/2016"><ofd:Amount>1</ofd:Amount></ofd:{0}>'
LEVEL = ("--institution", "level2")


def page(path: Path, attached: dict[str, str]) -> Path:
    with ZipFile(path, "w") as packed:
        packed.writestr("OFD.xml", OWN.format("OFD"))
        packed.writestr("Doc_0/Document.xml", OWN.format("Document"))
        for name, said in attached.items():
            packed.writestr(name, said)
    return path


def test_an_invoice_in_xml_alone_or_attached_to_a_page(tmp_path: Path, capfdbinary: Capture) -> None:
    (tmp_path / "invoice.xml").write_text(INVOICE, "utf-8")
    attached = page(tmp_path / "invoice.ofd", {"Doc_0/Attachs/original_invoice.xml": INVOICE, "Doc_0/Signs/a.xml": "<"})
    for path in (tmp_path / "invoice.xml", attached):
        (visit,) = imported(path, tmp_path, capfdbinary, *LEVEL, "--force")[0].visits
        assert told(visit) == ("2023-03-05", "level2", 150_00)
        assert (visit.receipt, visit.institution_name) == ("0001234567", "某市人民医院")


def test_a_page_without_one_says_why_it_is_not_read(tmp_path: Path, capfdbinary: Capture) -> None:
    said = refusal(page(tmp_path / "invoice.ofd", {}), tmp_path, capfdbinary)
    assert "OFD is a page for the eye, whose figures are not read" in said[0]


def test_a_page_that_grows_is_refused(tmp_path: Path, capfdbinary: Capture) -> None:
    path = tmp_path / "grows.ofd"
    with ZipFile(path, "w", 8) as packed:
        packed.writestr("OFD.xml", OWN.format("OFD"))
        packed.writestr("Doc_0/a.xml", f"<a>{' ' * (17 << 20)}</a>")
    assert "unpack" in refusal(path, tmp_path, capfdbinary)[0]


def test_an_invoice_in_json(tmp_path: Path, capfdbinary: Capture) -> None:
    bill = {"billNo": "1", "medicalInstitution": "某市人民医院", "issueDate": "2023-03-05", "totalAmt": "150.00"}
    paid = {"fundPay": "50.00", "accountPay": "20.00", "selfCashPay": "80.00", "medCareTypeCode": "01", "ownPay": "10"}
    items = [{"itemName": "a", "amount": "100.00"}, {"itemName": "b", "amount": "50.00"}]
    path = tmp_path / "bill.json"
    path.write_text(json.dumps({"data": {**bill, "pay": paid, "items": items}}), "utf-8")
    (visit,) = imported(path, tmp_path, capfdbinary, *LEVEL)[0].visits
    assert (told(visit), visit.out_of_catalogue) == (("2023-03-05", "level2", 150_00), 10_00)
    assert visit.stated is not None
    assert (visit.stated.pooled, visit.stated.account, visit.stated.cash) == (50_00, 20_00, 80_00)
    path.write_text(json.dumps({**bill, **paid, "medCareTypeCode": "02"}), "utf-8")
    assert "bills of another insurance: 1" in "".join(refusal(path, tmp_path, capfdbinary, *LEVEL))


def test_a_list_in_xml_is_all_of_its_bills(tmp_path: Path, capfdbinary: Capture) -> None:
    row = "<setlinfo><setl_id>{0}</setl_id><setl_time>2023-03-0{0} 10:00</setl_time><medfee_sumamt>{0}0</medfee_sumamt>"
    rows = "".join(f"{row.format(number)}<hosp_lv>05</hosp_lv></setlinfo>" for number in (1, 2, 3))
    path = tmp_path / "answer.xml"
    path.write_text(f"<answer><infcode>0</infcode><output>{rows}</output></answer>")
    case, _said = imported(path, tmp_path, capfdbinary)
    assert [visit.total for visit in case.visits] == [10_00, 20_00, 30_00]


def test_an_amount_of_a_part_is_not_that_of_the_whole(tmp_path: Path, capfdbinary: Capture) -> None:
    path = tmp_path / "part.xml"
    path.write_text("<a><b><date>2023-03-05</date></b><discount><amount>5.00</amount></discount></a>")
    assert "no row names columns" in refusal(path, tmp_path, capfdbinary, *LEVEL)[0]
    path.write_text("<a><b><date>2023-03-05</date><amount>5</amount><amount>6</amount></b></a>")
    assert "no row names columns" in refusal(path, tmp_path, capfdbinary, *LEVEL)[0]
