package sallyport.watch;

import java.util.ArrayList;
import java.util.List;
import sallyport.watch.ServiceState.Deployment;

/** What stands out about a service: a rollout that fails or is under way, tasks that are missing. */
public final class ServiceFindings {
    private ServiceFindings() {}

    /** In the order a reader should see them; empty when all is as wanted. */
    public static List<Finding> of(ServiceState service) {
        if (service.isFamily()) {
            return List.of();
        }
        var findings = new ArrayList<Finding>();
        service.deployments().forEach(deployment -> addRollout(deployment, findings));
        if (service.desired() == 0) {
            findings.add(Finding.of("The service is scaled to zero tasks.", "Raise its desired count to start some."));
        } else if (service.running() < service.desired()) {
            findings.add(Finding.of((service.desired() - service.running()) + " of " + service.desired()
                    + " tasks are missing; the events and stopped tasks say why."));
        }
        return List.copyOf(findings);
    }

    private static void addRollout(Deployment deployment, List<Finding> findings) {
        switch (deployment.rolloutState()) {
            case "FAILED" ->
                findings.add(Finding.of(
                        "The deployment of " + deployment.revision() + " failed." + reason(deployment),
                        "Look at why its tasks stopped; ECS keeps them for about an hour."));
            case "IN_PROGRESS" -> findings.add(Finding.of(inProgress(deployment)));
            default -> {}
        }
    }

    private static String inProgress(Deployment deployment) {
        var failed = deployment.failed() > 0 ? ", " + deployment.failed() + " failed" : "";
        return "A deployment of " + deployment.revision() + " is under way: " + deployment.running() + " of "
                + deployment.desired() + " tasks run" + failed + ".";
    }

    private static String reason(Deployment deployment) {
        return deployment.rolloutReason().isEmpty() ? "" : " ECS says: " + deployment.rolloutReason();
    }
}
