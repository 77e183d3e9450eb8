package sallyport.watch;

import sallyport.request.Alias;

/** Lists the services of targets that are whole clusters. Calls block. Safe for use by many threads. */
public interface ClusterServices {
    /**
     * Every service of one such target that is no target of its own, and notes on that cluster only.
     *
     * @param cluster a configured target that is a whole cluster
     */
    ServiceRoll of(Alias cluster);
}
