"""briefer: news articles in, a briefing out in which every sentence cites its source."""

__version__ = "0.1.0"
