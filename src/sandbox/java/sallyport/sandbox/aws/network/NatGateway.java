package sallyport.sandbox.aws.network;

/** A public NAT gateway; its state is available, failed, ... */
public record NatGateway(String id, String vpcId, String subnetId, String state) {}
