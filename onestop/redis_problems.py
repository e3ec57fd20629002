"""What Redis raises, where an office has one."""

from django.conf import settings


def redis_problems() -> tuple[type[Exception], ...]:
    """Return the errors of Redis; () without `REDIS_URL`: its library takes a while to load."""
    if not settings.REDIS_URL:
        return ()
    from redis.exceptions import RedisError  # noqa: PLC0415 (only installations with several processes)

    return (RedisError,)
