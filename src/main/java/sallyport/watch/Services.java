package sallyport.watch;

import sallyport.request.Alias;

/** The state of services and their tasks. Calls block. Safe for use by many threads. */
public interface Services {
    Looked<ServiceState> look(Alias alias);
}
