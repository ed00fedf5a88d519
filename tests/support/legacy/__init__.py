"""SOP sheets as offices draw them in Excel and in Word, made by programs, with what goes wrong."""
