package sallyport.slack;

import sallyport.request.MessageRef;

/** Told once the thread of a request shows how it ended. May block. */
@FunctionalInterface
interface EndListener {
    void endShown(Story story, MessageRef card);
}
