"""`templates check`: every template, prompt and audience file of a workspace."""

from briefer.errors import ConfigError
from briefer.llm.prompts import check_prompts
from briefer.render import check_templates
from briefer.settings import Workspace, audience_files, load_audience


def check_files(space: Workspace) -> list[str]:
    """Return what is wrong with the workspace's templates, prompts and audiences, one a line."""
    problems: list[str] = []
    languages: list[str] = []
    for name in audience_files(space):
        try:
            languages.append(load_audience(space, name).language)
        except ConfigError as error:
            problems += str(error).splitlines()
    templates = [str(one) for one in check_templates(space.template_dirs, languages)]
    return [*templates, *check_prompts(space.prompt_dirs), *problems]
