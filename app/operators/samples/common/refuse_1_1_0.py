def refuse(instead, problem: ValueError):
    """Report a message that cannot be handled.

    Since API version 1.1.0 `process` may raise an error value: the graph drops this one
    message, logs the text and goes on, so there is no need to return anything instead. Any
    other exception would end the whole instance.
    """
    count("messages_refused")
    logger.log(logger.Level.ERROR, __name__, f"refused: {problem}")
    raise Err(types.Error(str(problem)))
