package sallyport.watch;

import java.util.StringJoiner;

/** One line on a service: {@code web: 2 of 2 running, web:42, FARGATE, exec on}. */
public final class Headline {
    private Headline() {}

    public static String of(ServiceState service) {
        var line = new StringJoiner(", ", service.alias() + ": ", "");
        if (service.isFamily()) {
            line.add(service.running() + " running that no service started");
            return line.add(service.revision()).toString();
        }
        if (!service.status().equals("ACTIVE")) {
            line.add("service is " + service.status());
        }
        line.add(service.running() + " of " + service.desired() + " running");
        if (service.pending() > 0) {
            line.add(service.pending() + " pending");
        }
        line.add(service.revision());
        line.add(service.launchType());
        line.add(service.execEnabled() ? "exec on" : "exec off");
        return line.toString();
    }
}
