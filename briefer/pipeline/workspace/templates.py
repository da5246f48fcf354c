"""`templates check`: every template, prompt and audience file of a workspace."""

from briefer.errors import ConfigError
from briefer.llm.prompts import check_prompts
from briefer.render import check_templates
from briefer.settings import Workspace, audience_files, load_audience


def check_files(space: Workspace) -> list[str]:
    """Return what is wrong with the workspace's templates, prompts and audiences, one a line."""
    problems = [str(problem) for problem in check_templates(space.template_dirs)]
    problems += check_prompts(space.prompt_dirs)
    for name in audience_files(space):
        try:
            load_audience(space, name)
        except ConfigError as error:
            problems += str(error).splitlines()
    return problems
