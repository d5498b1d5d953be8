def refuse(instead: types.DataModel, problem: ValueError) -> types.DataModel:
    """Report a message that cannot be handled.

    API version 1.0.0 has no error value, and an uncaught exception would end the whole
    instance. So the log gets the reason and the message goes on as it came: nothing is lost,
    and whoever reads it next can still judge it.
    """
    count("messages_refused")
    logger.log(logger.Level.ERROR, __name__, f"passed on unchanged: {problem}")
    return instead
