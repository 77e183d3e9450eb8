package sallyport.slack;

import sallyport.request.MessageRef;
import sallyport.request.Person;

/**
 * A button pressed on a message.
 *
 * @param message where the button stood
 * @param value what the button carried
 */
record Click(Person person, MessageRef message, String actionId, String value, String triggerId, String responseUrl) {}
