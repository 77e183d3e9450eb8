package sallyport.sandbox.aws.world;

/** The one simulated account and Region, and how its things are named. */
public final class Account {
    public static final String ID = "123456789012";
    public static final String REGION = "us-east-1";

    /** Who signs with an access key that nobody gave out. */
    public static final String USER = "arn:aws:iam::" + ID + ":user/sandbox";

    public static final String ORGANIZATION = "o-sandbox0001";

    public static final String VPC = "vpc-0c1d2e3f4a5b6c7d8";

    private Account() {}

    public static String cluster(String name) {
        return ecs("cluster/" + name);
    }

    public static String service(String cluster, String name) {
        return ecs("service/" + cluster + "/" + name);
    }

    public static String task(String cluster, String id) {
        return ecs("task/" + cluster + "/" + id);
    }

    public static String taskDefinition(String family, int revision) {
        return ecs("task-definition/" + family + ":" + revision);
    }

    public static String ecs(String resource) {
        return "arn:aws:ecs:" + REGION + ":" + ID + ":" + resource;
    }

    public static String logGroup(String name) {
        return "arn:aws:logs:" + REGION + ":" + ID + ":log-group:" + name;
    }

    /** A session of Session Manager. */
    public static String session(String id) {
        return "arn:aws:ssm:" + REGION + ":" + ID + ":session/" + id;
    }

    public static String role(String name) {
        return "arn:aws:iam::" + ID + ":role/" + name;
    }

    /** An image in the account's own registry. */
    public static String image(String nameAndTag) {
        return ID + ".dkr.ecr." + REGION + ".amazonaws.com/" + nameAndTag;
    }

    public static String containerInstance(String cluster, String id) {
        return ecs("container-instance/" + cluster + "/" + id);
    }

    /** Bucket names are the world's, so neither Region nor account is in it. */
    public static String bucket(String name) {
        return "arn:aws:s3:::" + name;
    }

    public static String instanceProfile(String name) {
        return "arn:aws:iam::" + ID + ":instance-profile/" + name;
    }

    public static String targetGroup(String name) {
        return "arn:aws:elasticloadbalancing:" + REGION + ":" + ID + ":targetgroup/" + name + "/0123456789abcdef";
    }
}
