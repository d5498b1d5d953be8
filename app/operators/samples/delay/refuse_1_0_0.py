def refuse(instead: HybridLogicalClock, problem: ValueError) -> HybridLogicalClock:
    """Report a message that cannot be handled.

    API version 1.0.0 has no error value, and an uncaught exception would end the whole
    instance. So the log gets the reason and the message keeps its present logical time, the
    earliest that a delay may answer.
    """
    count("messages_refused")
    logger.log(logger.Level.ERROR, __name__, f"not delayed: {problem}")
    return instead
