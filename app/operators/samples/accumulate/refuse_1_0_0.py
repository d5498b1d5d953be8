def refuse(instead: types.DataModel, problem: ValueError) -> types.DataModel:
    """Report messages that cannot be handled.

    API version 1.0.0 has no error value, and an uncaught exception would end the whole
    instance. So the log gets the reason and the value so far stays what it was, as if these
    messages had never come.
    """
    count("messages_refused")
    logger.log(logger.Level.ERROR, __name__, f"nothing added: {problem}")
    return instead
