"""How many requests run at a time, and how they start."""

import asyncio

from briefer.llm.pace import GAP, Slots


def test_requests_start_one_after_another() -> None:
    """Requests that all wait for a start get theirs a gap apart, in the order of their coming."""

    async def starts() -> list[tuple[int, float]]:
        slots, seen = Slots(8), list[tuple[int, float]]()

        async def one(number: int) -> None:
            async with slots:
                seen.append((number, asyncio.get_running_loop().time()))

        await asyncio.gather(*map(one, range(8)))
        return seen

    seen = asyncio.run(starts())
    assert [number for number, _ in seen] == list(range(8))
    assert seen[-1][1] - seen[0][1] >= 6 * GAP  # 7 gaps, less what a clock's tick rounds off


def test_a_request_cancelled_before_its_start_gives_its_slot_back() -> None:
    """Whoever is cancelled while it waits for its start does not hold a slot for good."""

    async def run() -> int:
        slots, done = Slots(4), 0
        async with slots:
            pass  # the next start is a gap away

        async def one() -> None:
            nonlocal done
            async with slots:
                done += 1

        cancelled = [asyncio.create_task(one()) for _ in range(4)]
        await asyncio.sleep(0)
        for task in cancelled:
            task.cancel()
        await asyncio.gather(*cancelled, return_exceptions=True)
        await asyncio.wait_for(asyncio.gather(*(one() for _ in range(4))), 5)
        return done

    assert asyncio.run(run()) == 4
