def refuse(instead: types.DataModel, problem: ValueError) -> bool:
    """Report a message that cannot be handled.

    API version 1.0.0 has no error value, and an uncaught exception would end the whole
    instance. So the log gets the reason and the message is dropped: a filter promises that what
    it lets through has been checked.
    """
    count("messages_refused")
    logger.log(logger.Level.ERROR, __name__, f"dropped: {problem}")
    return False
