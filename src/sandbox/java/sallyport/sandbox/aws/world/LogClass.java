package sallyport.sandbox.aws.world;

/** What a log group can do and costs, under the names of the service. */
public enum LogClass {
    STANDARD,
    INFREQUENT_ACCESS,
    DELIVERY
}
