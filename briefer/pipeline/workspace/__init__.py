"""What is done about a workspace: begun, examined, shown, its sources and templates looked after.

starter      a new workspace
doctor       whether everything that a morning needs is in place
inspection   what each stage makes of a text
certificate  every printed claim of a briefing checked again
withdrawals  an article taken back, and its claims with it
sources      tried before they are written down, added, removed, exported
preview      a stored briefing as it would look now; templates are checked
"""

from typing import TYPE_CHECKING

from briefer.doors import door

if TYPE_CHECKING:
    from briefer.pipeline.workspace.certificate import Certificate, verify_briefing
    from briefer.pipeline.workspace.inspection import (
        Extracted,
        article_line,
        check_claims,
        extract_file,
        group_sources,
        list_articles,
    )
    from briefer.pipeline.workspace.preview import Kind, Preview, PreviewPage, TemplateFault
    from briefer.pipeline.workspace.sources import Trial
    from briefer.pipeline.workspace.starter import CUTOFF, local_zone, start_workspace
    from briefer.pipeline.workspace.templates import check_files
    from briefer.pipeline.workspace.withdrawals import Effect, WithdrawalRequest, withdraw
else:
    __getattr__ = door(
        __name__,
        {
            "certificate": ("Certificate", "verify_briefing"),
            "inspection": (
                "Extracted",
                "article_line",
                "check_claims",
                "extract_file",
                "group_sources",
                "list_articles",
            ),
            "preview": ("Kind", "Preview", "PreviewPage", "TemplateFault"),
            "sources": ("Trial",),
            "starter": ("CUTOFF", "local_zone", "start_workspace"),
            "templates": ("check_files",),
            "withdrawals": ("Effect", "WithdrawalRequest", "withdraw"),
        },
    )

__all__ = [
    "CUTOFF",
    "Certificate",
    "Effect",
    "Extracted",
    "Kind",
    "Preview",
    "PreviewPage",
    "TemplateFault",
    "Trial",
    "WithdrawalRequest",
    "article_line",
    "check_claims",
    "check_files",
    "extract_file",
    "group_sources",
    "list_articles",
    "local_zone",
    "sources",
    "start_workspace",
    "upkeep",
    "verify_briefing",
    "withdraw",
    "withdrawals",
]
