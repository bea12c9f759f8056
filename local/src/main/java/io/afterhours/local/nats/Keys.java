package io.afterhours.local.nats;

import io.afterhours.local.state.PrivateFiles;
import io.nats.client.NKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;

/** Seeds in files, one per key, made on first use. */
record Keys(Path folder) {
    @FunctionalInterface
    private interface Maker {
        NKey make(SecureRandom random) throws IOException, GeneralSecurityException;
    }

    NKey operator() {
        return key("operator", NKey::createOperator);
    }

    /** Signs accounts, so that the operator's own key can be put away. */
    NKey operatorSigning() {
        return key("operator-signing", NKey::createOperator);
    }

    NKey system() {
        return key("system", NKey::createAccount);
    }

    NKey account() {
        return key("account", NKey::createAccount);
    }

    /** Signs users of the account, so that the account's own key can be put away. */
    NKey accountSigning() {
        return key("account-signing", NKey::createAccount);
    }

    Path file(String name) {
        return folder.resolve(name + ".seed");
    }

    private NKey key(String name, Maker maker) {
        var file = file(name);
        try {
            if (!Files.exists(file)) {
                var made = maker.make(new SecureRandom());
                PrivateFiles.write(file, new String(made.getSeed()) + "\n");
            }
            return NKey.fromSeed(PrivateFiles.read(file).strip().toCharArray());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("cannot make the key " + file, e);
        }
    }

    static String publicKey(NKey key) {
        try {
            return new String(key.getPublicKey());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("not a key", e);
        }
    }
}
