"""Stories: one event from many outlets, over days; what conflicts, what changed, what is ahead."""

from briefer.stories.calendar import upcoming
from briefer.stories.clusters import Placement, StoryConfig, StoryIndex, story_id
from briefer.stories.conflicts import find_conflicts
from briefer.stories.continuity import compare
from briefer.stories.grouping import StoryGroup, group, reprint_groups
from briefer.stories.merge import MergeOptions, merge_story
from briefer.stories.outlets import OutletBook, OutletNote, note
from briefer.stories.reprints import ReprintConfig
from briefer.stories.signatures import Signature, signature
from briefer.stories.sources import independent_sources

__all__ = [
    "MergeOptions",
    "OutletBook",
    "OutletNote",
    "Placement",
    "ReprintConfig",
    "Signature",
    "StoryConfig",
    "StoryGroup",
    "StoryIndex",
    "compare",
    "find_conflicts",
    "group",
    "independent_sources",
    "merge_story",
    "note",
    "reprint_groups",
    "signature",
    "story_id",
    "upcoming",
]
