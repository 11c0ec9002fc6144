"""Faults in what a form cites: its documents and the superior indicators."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from form_edits import finding, numbers_of, with_groups
from form_model import Document
from form_schemes import stem_of

if TYPE_CHECKING:
    from form_model import FormSpec, Group


def _rebased(spec: FormSpec, group: str, *more: Document) -> FormSpec:
    def edited(g: Group) -> Group:
        ours = stem_of(g.rows[0].number) == group
        return replace(g, bases=(*g.bases, *more)) if ours else g

    return with_groups(spec, edited)


def conflicting_basis(spec: FormSpec, group: str, other: str) -> FormSpec:
    """Two groups cite one title with two numbers."""
    title = "《洛江区2024年度机关效能提升方案》"
    spec = _rebased(spec, group, Document(title, "泉洛委〔2024〕131号"))
    spec = _rebased(spec, other, Document(title, "泉洛委办〔2024〕131号"))
    return finding(spec, ("basis.conflict", ""))


def malformed_basis(spec: FormSpec, group: str) -> FormSpec:
    """A document number whose year stands without brackets."""
    spec = _rebased(spec, group, Document(number="泉洛政办2024年第132号"))
    return finding(spec, ("basis.malformed", ""))


def future_basis(spec: FormSpec, group: str) -> FormSpec:
    """A document of a year after the form's own date."""
    spec = _rebased(spec, group, Document(number=f"泉洛政办〔{spec.year + 2}〕9号"))
    return finding(spec, ("basis.future", ""))


def missing_basis(spec: FormSpec, group: str) -> FormSpec:
    def bare(g: Group) -> Group:
        ours = stem_of(g.rows[0].number) == group
        return replace(g, bases=()) if ours else g

    return finding(with_groups(spec, bare), ("basis.missing", ""))


def unclaimed_reference(spec: FormSpec, group: str) -> FormSpec:
    """The 一级指标 cites superior items of which its 二级指标 claim one only."""
    first = next(n for n in numbers_of(spec) if stem_of(n) == group)
    cited = spec.scheme.superior_lists[0].name

    def citing(g: Group) -> Group:
        if g.rows[0].number != first or g.level1 is None:
            return g
        level1 = g.level1.partition("（")[0] + f"（{cited}第91、92项）"
        rows = tuple(replace(r, text=r.text.partition("（")[0]) for r in g.rows)
        claim = replace(rows[0], text=rows[0].text + f"（属{cited}第91项）")
        return replace(g, level1=level1, rows=(claim, *rows[1:]))

    return finding(with_groups(spec, citing), ("reference.unclaimed", ""))
