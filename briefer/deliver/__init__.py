"""Delivery: a rendered edition becomes messages, and a mail server takes them one by one."""
