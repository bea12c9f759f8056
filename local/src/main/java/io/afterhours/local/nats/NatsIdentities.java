package io.afterhours.local.nats;

import io.afterhours.contracts.access.Grants;
import io.afterhours.local.state.PrivateFiles;
import io.nats.client.NKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;

/**
 * Keys, tokens, credentials and the server's settings, made on first use and brought up to date after that: what is right
 * is left alone, so that a second start signs nothing.
 */
public final class NatsIdentities {
    static final String OPERATOR = "operator.jwt";
    static final String ACCOUNTS = "accounts";

    /** The user of the system account that may replace an account's token, which is how a user is sent away. */
    public static final String KEEPER = "keeper";

    private final Path folder;
    private final Keys keys;
    private final Tokens tokens;
    private final Storage storage = Storage.forStreams();
    private final Path accounts;

    /** With the accounts' tokens among the other files. */
    public NatsIdentities(Path folder, InstantSource clock) {
        this(folder, folder.resolve("jwt").resolve(ACCOUNTS), clock);
    }

    /**
     * With the accounts' tokens in a folder of their own.
     *
     * @param accounts the folder that the server writes into
     */
    public NatsIdentities(Path folder, Path accounts, InstantSource clock) {
        this.folder = folder;
        this.accounts = accounts;
        this.keys = new Keys(PrivateFiles.folder(folder.resolve("keys")));
        this.tokens = new Tokens(clock);
    }

    /** Folder with the operator's token and, usually, the accounts'. */
    public Path tokenFolder() {
        return PrivateFiles.folder(folder.resolve("jwt"));
    }

    public Path operatorToken() {
        return tokenFolder().resolve(OPERATOR);
    }

    public Path data() {
        return PrivateFiles.folder(folder.resolve("data"));
    }

    /** The public key of the account in which everybody meets. */
    public String account() {
        return Keys.publicKey(keys.account());
    }

    /** A seed or an account's token by its file name. */
    public static Path file(Path folder, String name) {
        return name.endsWith(".seed")
                ? folder.resolve("keys").resolve(name)
                : folder.resolve("jwt").resolve(ACCOUNTS).resolve(name);
    }

    /** Makes the operator's and the accounts' tokens where they are missing or out of date. */
    public NatsIdentities ensureAccounts() {
        var operator = operatorToken();
        var system = keys.system();
        if (!Files.exists(operator)) {
            PrivateFiles.write(operator, tokens.operator(keys.operator(), keys.operatorSigning(), system));
        }
        var systemToken = accountFile(Keys.publicKey(system));
        if (!Files.exists(systemToken)) {
            PrivateFiles.write(systemToken, tokens.systemAccount(keys.operatorSigning(), system));
        }
        ensureAccount();
        keys.accountSigning();
        return this;
    }

    private void ensureAccount() {
        var file = accountFile(account());
        var claims = Files.exists(file) ? Tokens.read(PrivateFiles.read(file)).get("nats") : Tokens.nothing();
        var revocations = claims.has("revocations") ? claims.get("revocations") : Tokens.nothing();
        if (!claims.toString()
                .equals(tokens.accountClaim(keys.accountSigning(), storage, revocations)
                        .toString())) {
            PrivateFiles.write(
                    file,
                    tokens.account(
                            keys.operatorSigning(), keys.account(), keys.accountSigning(), storage, revocations));
        }
    }

    /** Writes the credentials of a user of the account, unless the file's token already allows just that. */
    public Path ensureUser(Path file, Grants grants) {
        return ensureUser(file, grants, keys.accountSigning(), account());
    }

    /** Writes the credentials of {@link #KEEPER}. */
    public Path ensureKeeper(Path file) {
        var grants = new Grants(KEEPER, List.of("$SYS.REQ.CLAIMS.UPDATE"), List.of(Grants.inboxPrefix(KEEPER) + ">"));
        return ensureUser(file, grants, keys.system(), Keys.publicKey(keys.system()));
    }

    private Path ensureUser(Path file, Grants grants, NKey signing, String account) {
        var seed = Files.exists(file) ? Credentials.parse(PrivateFiles.read(file)) : null;
        if (seed != null && Tokens.allows(seed.token(), grants)) {
            return file;
        }
        var user = seed == null ? newUser() : NKey.fromSeed(seed.seed().toCharArray());
        var token = tokens.user(signing, account, Keys.publicKey(user), grants);
        return PrivateFiles.write(file, new Credentials(token, new String(user.getSeed())).content());
    }

    /** The text of the server's configuration file. */
    public String settings(ServerSettings settings) {
        return settings.text(Keys.publicKey(keys.system()), storage);
    }

    /** The account's token with these users revoked; the server takes it by {@link AccountKeeper}. */
    String revoking(List<String> users) {
        return tokens.revoke(keys.operatorSigning(), PrivateFiles.read(accountFile(account())), users);
    }

    private Path accountFile(String publicKey) {
        return PrivateFiles.folder(accounts).resolve(publicKey + ".jwt");
    }

    private static NKey newUser() {
        try {
            return NKey.createUser(new SecureRandom());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("cannot make a user's key", e);
        }
    }
}
