"""Editions sent to their readers, and short mails to the operator."""
