package sallyport.audit;

class MemoryLedgerTest extends LedgerContract {
    private final MemoryLedger.Memory memory = new MemoryLedger.Memory();

    @Override
    protected Ledger open() {
        return new MemoryLedger(memory);
    }
}
