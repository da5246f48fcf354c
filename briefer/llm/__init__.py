"""The OpenAI-compatible client: structured replies, retries, cache, budget.

    Request -> Client.run -> Reply          client.py
      |  cached?                            cache.py
      |  allowed by the budget?             budget.py
      |  one slot free, server not resting? pace.py
      |  one HTTP exchange                  wire.py
      |  what went wrong, is it worth another try?   faults.py
      |  text -> JSON -> value, or one second turn   structured.py

This package alone imports `openai`. It knows nothing of articles: what is asked and what a reply
means is the engine's business.
"""
