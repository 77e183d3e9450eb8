package sallyport.sandbox.aws.network;

/** A subnet; its owner is another account where it was shared. */
public record Subnet(String id, String vpcId, String availabilityZone, String cidr, String ownerId) {}
