"""Where the gateway for text messages tells us things: its reports of delivery, and messages that came in."""
