"""One edition made: the articles of its window, drafted, checked, placed into stories, composed."""
