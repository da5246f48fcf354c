"""briefer: news articles in, a briefing out in which every sentence cites its source.

    ingest -> text -> engines -> grounding -> stories -> editions -> render -> deliver

Each is a package that says at its door what it is for and what others may use. `store` keeps what
they make, `pipeline` knows their order, `cli` and `web` show it. See CONTRIBUTING.md.
"""

__all__ = ["__version__"]

__version__ = "0.1.0"
