"""The catalogue of findings: every code, how bad it is, what it says and what to do about it.

A stage reports by `finding(code, ...)`; it never words a message of its own. `{...}` in a sentence
is filled from the keyword arguments of the call.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pipeline.dataset import Finding, Severity


@dataclass(frozen=True, slots=True)
class Kind:
    """An entry of the catalogue: `sentence` says what is wrong, `remedy` what to do."""

    severity: Severity
    sentence: str
    remedy: str


CATALOGUE: Mapping[str, Kind] = MappingProxyType(
    {
        # reading
        "unreadable": Kind(
            "error",
            "{file} could not be read: {reason}",
            "Replace the file, or take it out of the raw folder.",
        ),
        "changed-file": Kind(
            "error",
            "{file} is not the file that was there when the run began: {reason}",
            "Run again; a folder that others read from must be in their reach.",
        ),
        "empty-file": Kind(
            "error", "{file} holds no text", "Fetch the release again, or take the file out."
        ),
        "binary-file": Kind(
            "error",
            "{file} is no text although its name says so: {reason}",
            "Give the file its true suffix, or export the release again.",
        ),
        "unknown-format": Kind(
            "error",
            "{file} is of a kind that cannot be read: {reason}",
            "Save it as PDF, DOCX, ODT, HTML, Markdown or plain text.",
        ),
        "duplicate-stem": Kind(
            "error",
            "{files} would share the release id {release_id}; only {used} was read",
            "Rename or remove all but one: the stem of a file is its release's id.",
        ),
        "outside-raw": Kind(
            "error",
            "{file} leads out of the raw folder and was not followed",
            "Put the file itself into the raw folder.",
        ),
        "over-limit": Kind(
            "error",
            "{file} is over the limit on {what}: {value} where {limit} is allowed",
            "Split the release, or raise the limit with open eyes.",
        ),
        "encrypted-file": Kind(
            "error",
            "{file} is encrypted and needs a password",
            "Save it without a password, or fetch it again.",
        ),
        "unsafe-archive": Kind(
            "error",
            "{file} is an archive that is not safe to open: {reason}",
            "Open it in an office program and save it anew, if its origin is trusted.",
        ),
        "unsafe-xml": Kind(
            "error",
            "{file} declares a document type in {part}, as no office program does",
            "Open it in an office program and save it anew, if its origin is trusted.",
        ),
        "part-not-read": Kind(
            "warning",
            "{file} embeds {part}, which was not read: {reason}",
            "Open it in an office program and save it anew: what is embedded becomes its text.",
        ),
        "worker-fault": Kind(
            "error",
            "{file} made its reader fail: {reason}",
            "Report the file as a bug; the other releases are not affected.",
        ),
        "decoded-by-guess": Kind(
            "info",
            "{file} is not UTF-8; it was read as {encoding}",
            "Check a name or two; save the file as UTF-8 if they are wrong.",
        ),
        "decoding-losses": Kind(
            "warning",
            "{file} holds {count} byte(s) that are no {encoding}",
            "Fetch the release again, or save it as UTF-8.",
        ),
        "nothing-understood": Kind(
            "warning",
            "nothing in {file} was understood: no session, no speaker, no figure",
            "Check that it is a release about the summit; report its layout if it is.",
        ),
        "folder-in-raw": Kind(
            "warning",
            "{file} is a folder; only files directly in the raw folder are read",
            "Move its releases up, or take it out of the raw folder.",
        ),
        "page-without-text": Kind(
            "warning",
            "page {page} of {file} shows pictures and no text",
            "Look at it; if text is in the picture, it is not in the data.",
        ),
        "characters-without-unicode": Kind(
            "warning",
            "{count} character(s) of {file} have no Unicode value in its fonts",
            "Compare names with the pages; export the release again, with its fonts embedded.",
        ),
        "turned-text": Kind(
            "warning",
            "{count} character(s) on page {page} of {file} stand in another direction than the rest"
            " and were not read",
            "Look at them; a watermark is no matter, a turned heading may be.",
        ),
        "scan-needs-ocr": Kind(
            "error",
            "{count} page(s) of {file} are pictures of text, or text whose characters the file does"
            " not name, and OCR is not installed",
            "Install it with pip install '.[ocr]' and run again, or ask for a file with text.",
        ),
        "read-by-ocr": Kind(
            "info",
            "page {page} of {file} is a picture; OCR read {characters} character(s) in it and"
            " gave up on {unread} line(s)",
            "Compare names and numbers with the page, or ask for a file with text.",
        ),
        "ocr-doubtful": Kind(
            "warning",
            "OCR is not sure of {doubts} in {file}",
            "Compare the words with the page; settle them in curation/corrections.yml.",
        ),
        # extracting
        "unused-text": Kind(
            "warning",
            "text that looks like data was not used",
            "Read it; if it is data, report the layout as a bug.",
        ),
        "unread-row": Kind(
            "warning",
            "a table row was not understood: {reason}",
            "Read it; report the layout as a bug.",
        ),
        "unread-seat": Kind(
            "warning",
            "an entry of a list of participants was not understood",
            "Read it; if it is a delegation, report the wording as a bug.",
        ),
        "person-not-seated": Kind(
            "info",
            "{printed} is named beside a title, but not as taking part",
            "Nothing, unless the release says that the person took part.",
        ),
        "printed-correction": Kind(
            "warning",
            "a release corrects what was printed before; its words change no row",
            "Settle it by an entry in curation/corrections.yml that quotes the words corrected.",
        ),
        "session-without-date": Kind(
            "warning",
            "{what} names a session whose date no release gives; its rows stand under the year",
            "Nothing, or add a release that dates the session.",
        ),
        "session-not-held": Kind(
            "info",
            "the words date something that was put off or cancelled; no session was made of it",
            "Nothing, unless it took place on that day after all.",
        ),
        "link-without-target": Kind(
            "info", "a link leads nowhere: {label}", "Nothing; the source itself has no address."
        ),
        "link-without-session": Kind(
            "info",
            "a link could not be tied to a session: {url}",
            "Nothing, unless it is a live stream.",
        ),
        # names
        "place-unknown": Kind(
            "warning",
            "which place {printed} ({country}) is, is not sure; candidates: {candidates};"
            " the first as a decision: {entry}",
            "Settle it with python -m pipeline curate, or paste the decision into"
            " curation/names.yml; a place that is no candidate goes into curation/places.yml.",
        ),
        "place-ambiguous": Kind(
            "error",
            "{printed} may be {candidates}; read as {chosen}",
            "Settle it in curation/judgements.yml.",
        ),
        "country-unknown": Kind(
            "warning",
            "{printed} names no country that the data holds",
            "Add the country to the entry, or the spelling to curation/countries.yml.",
        ),
        "title-unknown": Kind(
            "warning", "the title {printed} is not listed", "Add it to curation/titles.yml."
        ),
        "organisation-unknown": Kind(
            "info",
            "the organisation {printed} is not listed",
            "Nothing, or add it to curation/organisations.yml.",
        ),
        "person-respelt": Kind(
            "info",
            "{printed} is read as {name}",
            "Nothing; the spellings are taken for one person.",
        ),
        "person-unsure": Kind(
            "warning",
            "{printed} may be {candidates}",
            "Settle it in curation/people.yml, as a spelling or as somebody else.",
        ),
        "place-contradiction": Kind(
            "error",
            "{printed} is printed where other words of the releases say {other}",
            "Settle it by an entry in curation/corrections.yml with its reason.",
        ),
        "event-aside": Kind(
            "info",
            "{printed} is about {event}, which is none of the summits; it was left out",
            "Nothing, or make it a series in curation/events.yml.",
        ),
        "event-abroad": Kind(
            "info",
            "{printed} is held elsewhere, in {place}; it was left out",
            "Nothing, or make it a series in curation/events.yml.",
        ),
        # reconciling
        "seat-replaced": Kind(
            "warning",
            "announced {announced}, but {reported} is reported; the report was taken",
            "Nothing, unless a third source says otherwise.",
        ),
        "seat-title-differs": Kind(
            "info",
            "one seat is printed with different titles: {titles}",
            "Nothing; the report's title was taken.",
        ),
        "seat-not-reported": Kind(
            "info",
            "{printed} was announced, and no report names it",
            "Nothing; whether the seat was taken is not known.",
        ),
        "stated-count-holds": Kind(
            "info", "stated {stated}, counted {counted}: they agree", "Nothing."
        ),
        "stated-count-differs": Kind(
            "warning",
            "stated {stated}, counted {counted} in the rows",
            "Compare the release with its rows; settle it in curation/judgements.yml.",
        ),
        "stated-count-uncheckable": Kind(
            "info", "stated {stated}; it cannot be checked: {reason}", "Add the missing release."
        ),
        "shared-link": Kind(
            "error",
            "one link is given for several sessions: {sessions}",
            "Find out which session it shows; settle it in curation/judgements.yml.",
        ),
        "session-times-differ": Kind(
            "warning",
            "releases give different {what} for one session: {values}",
            "Settle it by an entry in curation/corrections.yml with its reason.",
        ),
        # curation
        "curation-unused": Kind(
            "warning",
            "the entry {entry} of {file} matches nothing",
            "Take it out, or mend what it expects.",
        ),
        "release-lost": Kind(
            "error",
            "{release_id} is published and expected (curation/expectations.yml, line {line}), but {what}",
            "Put its file back; if it is to go, take its entry out of curation/expectations.yml.",
        ),
        "too-few-rows": Kind(
            "error",
            "{count} row(s) of {table} where at least {bound} are expected"
            " (curation/expectations.yml, line {line})",
            "Compare the release with the rows, and mend what lost them; or lower that bound.",
        ),
        "too-many-rows": Kind(
            "warning",
            "{count} row(s) of {table} where at most {bound} are expected"
            " (curation/expectations.yml, line {line})",
            "Look at what was added; raise that bound if it is right.",
        ),
        "correction-quote-gone": Kind(
            "error",
            "the correction {entry} expects {quote}, which {release_id} does not hold",
            "Check whether the source was mended; then take the entry out.",
        ),
    }
)


def finding(
    code: str,
    *,
    release_id: str | None = None,
    table: str | None = None,
    row_id: str | None = None,
    evidence: str | None = None,
    **values: object,
) -> Finding:
    """An open finding of the catalogue's `code`, its sentence filled from `values`.

    The id depends on code, subject and evidence only, so a new wording does not move it.
    Raises KeyError for a code that the catalogue does not hold, or a value that its sentence lacks.
    """
    kind = CATALOGUE[code]
    subject = "\x1f".join(part or "" for part in (release_id, table, row_id, evidence))
    subjects: dict[str, object] = {"release_id": release_id, "table": table, "row_id": row_id}
    digest = hashlib.sha256(f"{code}\x1f{subject}".encode()).hexdigest()[:10]
    return Finding(
        finding_id=f"{code}-{digest}",
        code=code,
        severity=kind.severity,
        table=table,
        row_id=row_id,
        release_id=release_id,
        message=f"{kind.sentence.format_map(subjects | values)}. {kind.remedy}",
        evidence=evidence,
        status="open",
        decision=None,
    )
