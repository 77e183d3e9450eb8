package sallyport.policy;

/** What a program can be made to do by its arguments, or by what it reads, from the mildest. */
enum Power {
    /** It shows files of the caller's choosing. */
    READ,
    /** It writes, replaces or removes files of the caller's choosing. */
    WRITE,
    /** It runs programs of the caller's choosing, and so reads and writes too. */
    SPAWN
}
