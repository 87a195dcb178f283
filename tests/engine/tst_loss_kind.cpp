// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/loss_kind.h"

#include <QTest>

using engine::LossInterval;
using engine::LossKind;

namespace {
constexpr LossInterval nothing{0, 0, 0.0064};
constexpr LossInterval little{0.002, 0.0003, 0.0093};
constexpr LossInterval real{0.0233, 0.0139, 0.0388};
constexpr LossInterval somewhatLess{0.015, 0.008, 0.029};
constexpr LossInterval limited{0.382, 0.344, 0.421};
} // namespace

class TestLossKind final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void kinds_data();
    void kinds();
};

void TestLossKind::kinds_data()
{
    using Hops = std::vector<std::optional<LossInterval>>;
    QTest::addColumn<Hops>("hops");
    QTest::addColumn<QString>("expected"); // . none, R real, L limited
    const auto row = [](const char *name, const Hops &hops, const char *expected) {
        QTest::newRow(name) << hops << QString::fromLatin1(expected);
    };
    row("empty", {}, "");
    row("healthy", {nothing, nothing}, "..");
    row("real to the end", {nothing, real, real, real}, ".RRR");
    row("limited, the rest is fine", {nothing, limited, nothing, nothing}, ".L..");
    row("limited, real loss behind", {limited, real, real}, "LRR");
    row("silent hops count for nothing", {real, std::nullopt, real, std::nullopt}, "R.R.");
    row("only at the target", {nothing, nothing, real}, "..R");
    row("a later hop loses less by chance", {real, somewhatLess, real}, "R.R");
    row("too little to say", {little, little}, "..");
    row("one hop in the middle is fine", {real, nothing, real}, "L.R");
    row("no later hop answers", {nothing, limited, std::nullopt}, ".R.");
}

void TestLossKind::kinds()
{
    QFETCH(std::vector<std::optional<LossInterval>>, hops);
    QString shown;
    for (const LossKind kind : engine::classifyLoss(hops))
        shown += QLatin1Char(kind == LossKind::Real ? 'R' : kind == LossKind::Limited ? 'L' : '.');
    QTEST(shown, "expected");
}

QTEST_GUILESS_MAIN(TestLossKind)
#include "tst_loss_kind.moc"
