"""All that the text of an article shows, found in one go."""

from briefer.models import Article, Document
from briefer.text.attribution import find_attributions
from briefer.text.dates import find_dates
from briefer.text.language import detect
from briefer.text.names import find_names
from briefer.text.quotations import find_quotations
from briefer.text.sentences import split


def analyse(article: Article) -> Document:
    """Return `article` with all that its text shows; an unknown language is detected first."""
    if article.language == "und":
        article = article.model_copy(update={"language": detect(article.text)})
    text, language = article.text, article.language
    sentences = split(text, language)
    quotations = find_quotations(text, sentences)
    names = find_names(text, sentences, language)
    return Document(
        article=article,
        sentences=sentences,
        names=names,
        dates=find_dates(text, article.published, language),
        quotations=quotations,
        attributions=find_attributions(text, sentences, quotations, names, language),
    )
