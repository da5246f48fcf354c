"""PDF and Word files made piece by piece, in fonts that every reader has: nothing installed matters."""

import io

from docx import Document

Piece = tuple[str, float, float, float]  # text, x and y from the top, size


def pdf(*pages: list[Piece], title: str = "", bold: frozenset[str] = frozenset()) -> bytes:
    """Return a PDF that shows pieces of text one after the other, on pages of A4."""
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>"
        % (len(pages), b" ".join(b"%d 0 R" % (6 + 2 * n) for n in range(len(pages)))),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>",
        b"<</Title(%s)>>" % title.encode("cp1252"),
    ]
    for number, pieces in enumerate(pages):
        shown = b"".join(
            b"BT /%s %g Tf 1 0 0 1 %g %g Tm (%s) Tj ET\n"
            % (b"B" if text in bold else b"F", size, x, 842 - y, _escaped(text))
            for text, x, y, size in pieces
        )
        parts += [
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R"
            b"/Resources<</Font<</F 3 0 R/B 4 0 R>>>>>>" % (7 + 2 * number),
            b"<</Length %d>>stream\n%s\nendstream" % (len(shown), shown),
        ]
    data = b"%PDF-1.4\n"
    places = []
    for number, part in enumerate(parts, start=1):
        places.append(len(data))
        data += b"%d 0 obj%b endobj\n" % (number, part)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(parts) + 1
    table = b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, rows)
    return (
        data
        + table
        + (b"trailer<</Size %d/Root 1 0 R/Info 5 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, len(data)))
    )


def _escaped(text: str) -> bytes:
    for sign in "\\()":
        text = text.replace(sign, f"\\{sign}")
    return text.encode("cp1252")


def typed_pdf(script: str) -> bytes:
    """Return a PDF of lines "SIZE|text", from the top; "=" begins a page, no text is a gap."""
    pages: list[list[Piece]] = []
    for page in script.strip().split("\n=\n"):
        pieces: list[Piece] = []
        y = 50.0
        for line in page.splitlines():
            size, _, text = line.partition("|")
            y += 1.3 * float(size)
            if text:
                pieces.append((text, 60, y, float(size)))
        pages.append(pieces)
    return pdf(*pages)


def typed_docx(script: str) -> bytes:
    """Return a Word document of paragraphs "Style|text"; "Header" is the page's own."""
    document = Document()
    for line in script.strip().splitlines():
        style, _, text = line.partition("|")
        if style == "Header":
            document.sections[0].header.paragraphs[0].text = text
        else:
            document.add_paragraph(text, style=style)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
