def refuse(instead: types.DataModel, problem: ValueError) -> bool:
    """Report a message that cannot be handled.

    API version 1.0.0 has no error value, and an uncaught exception would end the whole
    instance. So the log gets the reason and the message takes the first arm: whatever waits
    behind the second may trust that it gets alarms only.
    """
    count("messages_refused")
    logger.log(logger.Level.ERROR, __name__, f"sent down the arm False: {problem}")
    return False
