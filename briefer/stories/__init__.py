"""Stories: one event from many outlets, over days; what conflicts, what changed, what is ahead.

    reprints, signatures, similarity, clusters   which articles tell of one event, and which are copies
    merge        one story from its articles, its sources counted
    telling      what is told of a story: the main fact first, each fact once
    tolls        the dead, hurt and missing, and which figure is current
    conflicts    outlets that disagree, side by side, never averaged
    continuity   what is new, moved or corrected since the last briefing
    calendar     dated events still to come; agenda keeps them until they have passed
    outlets      what kind of source an outlet is

Everything is found by code from checked key points; no model is asked.
"""

from typing import TYPE_CHECKING

from briefer.doors import door

if TYPE_CHECKING:
    from briefer.stories.agenda import carried, is_agenda
    from briefer.stories.calendar import upcoming
    from briefer.stories.clusters import Placement, StoryConfig, StoryIndex, story_id
    from briefer.stories.conflicts import find_conflicts
    from briefer.stories.contents import Anchors, anchors_in, stems_in
    from briefer.stories.continuity import PastContext, compare
    from briefer.stories.facts import covered, fact_in, fact_of, names_in, same_fact, told_by
    from briefer.stories.grouping import StoryGroup, group, reprint_groups
    from briefer.stories.merge import MergeOptions, merge_story
    from briefer.stories.outlets import OutletBook, OutletNote, note
    from briefer.stories.reprints import ReprintConfig, overlap
    from briefer.stories.signatures import Signature, shingles, signature
    from briefer.stories.sources import independent_sources
    from briefer.stories.telling import ToldStory, greets, tell
    from briefer.stories.tolls import Stand, Toll, tolls_in
else:
    __getattr__ = door(
        __name__,
        {
            "agenda": ("carried", "is_agenda"),
            "calendar": ("upcoming",),
            "clusters": ("Placement", "StoryConfig", "StoryIndex", "story_id"),
            "conflicts": ("find_conflicts",),
            "contents": ("Anchors", "anchors_in", "stems_in"),
            "continuity": ("PastContext", "compare"),
            "facts": ("covered", "fact_in", "fact_of", "names_in", "same_fact", "told_by"),
            "grouping": ("StoryGroup", "group", "reprint_groups"),
            "merge": ("MergeOptions", "merge_story"),
            "outlets": ("OutletBook", "OutletNote", "note"),
            "reprints": ("ReprintConfig", "overlap"),
            "signatures": ("Signature", "shingles", "signature"),
            "sources": ("independent_sources",),
            "telling": ("ToldStory", "greets", "tell"),
            "tolls": ("Stand", "Toll", "tolls_in"),
        },
    )

__all__ = [
    "Anchors",
    "MergeOptions",
    "OutletBook",
    "OutletNote",
    "PastContext",
    "Placement",
    "ReprintConfig",
    "Signature",
    "Stand",
    "StoryConfig",
    "StoryGroup",
    "StoryIndex",
    "ToldStory",
    "Toll",
    "anchors_in",
    "carried",
    "compare",
    "covered",
    "fact_in",
    "fact_of",
    "find_conflicts",
    "greets",
    "group",
    "independent_sources",
    "is_agenda",
    "merge_story",
    "names_in",
    "note",
    "overlap",
    "reprint_groups",
    "same_fact",
    "shingles",
    "signature",
    "stems_in",
    "story_id",
    "tell",
    "told_by",
    "tolls_in",
    "upcoming",
]
