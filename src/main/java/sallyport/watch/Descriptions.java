package sallyport.watch;

import sallyport.request.Alias;

/** All that explains how services are. Calls block. Safe for use by many threads. */
public interface Descriptions {
    Looked<ServiceDescription> describe(Alias alias);
}
