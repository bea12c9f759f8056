package io.afterhours.journeys;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** One service's database, to be counted in. */
record Tables(String url, String role, String password) {
    long count(String sql) {
        return Long.parseLong(column(sql).getFirst());
    }

    /** The first column, as text. */
    List<String> column(String sql) {
        try (Connection connection = DriverManager.getConnection(url, role, password);
                var rows = connection.createStatement().executeQuery(sql)) {
            var values = new ArrayList<String>();
            while (rows.next()) {
                values.add(String.valueOf(rows.getString(1)));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
