#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Expected figures for tests/test-stats-tests.c, as PSPP has them: prints the lines of pspp.tsv. What
PSPP shows with three digits only, such as p, is left to R."""
import csv
import io
import subprocess
import tempfile

# Two categories a and b, numbers x and y, groups g, an outcome o.
ROWS = [(1, 1, 5.1, 4.9, 1, 0), (1, 2, 6.2, 5.8, 1, 0), (1, 1, 4.4, 5.0, 1, 1), (1, 2, 7.1, 3.9, 2, 1), (1, 3, 4.1, 5.2, 2, 0),
        (2, 2, 3.3, 4.8, 2, 0), (2, 3, 5.7, 6.1, 3, 1), (2, 3, 8.0, 7.7, 3, 1), (2, 1, 6.6, 9.0, 3, 1), (2, 2, 3.9, 4.4, 3, 0),
        (3, 3, 5.5, 5.9, 1, 1), (3, 3, 7.2, 6.3, 2, 1), (3, 1, 2.8, 3.6, 3, 0), (3, 2, 6.9, 8.1, 1, 1), (3, 3, 6.9, 7.0, 2, 1)]
NAMES = 'abxygo'
SYNTAX = '''SET FORMAT F24.15.
DATA LIST LIST NOTABLE /a b x y g o.
BEGIN DATA.
{}
END DATA.
CROSSTABS /TABLES=a BY b /STATISTICS=CHISQ PHI CC LAMBDA GAMMA BTAU KAPPA CORR.
CROSSTABS /TABLES=o BY h /STATISTICS=CHISQ PHI RISK.
T-TEST /GROUPS=g(1,2) /VARIABLES=x.
T-TEST PAIRS=x WITH y (PAIRED).
ONEWAY x BY g /STATISTICS=DESCRIPTIVES HOMOGENEITY /POSTHOC=TUKEY GH.
NPAR TESTS /KRUSKAL-WALLIS=x BY g(1,3) /WILCOXON=x WITH y (PAIRED).
NPAR TESTS /MANN-WHITNEY=x BY g(1,2).
REGRESSION /VARIABLES=x y a /DEPENDENT=x /METHOD=ENTER /STATISTICS=COEFF R ANOVA CI.
RELIABILITY /VARIABLES=x y a /MODEL=ALPHA /SUMMARY=TOTAL.
LOGISTIC REGRESSION o WITH x /PRINT=CI(95) /CRITERIA=BCON(0.0000000001) ITERATE(100) LCON(0).
'''.replace('CROSSTABS /TABLES=o', 'COMPUTE h = a > 1.\nCROSSTABS /TABLES=o')


def read_tables():
    data = '\n'.join(' '.join(map(str, row)) for row in ROWS)
    with tempfile.NamedTemporaryFile('w', suffix='.sps') as file:
        file.write(SYNTAX.format(data))
        file.flush()
        text = subprocess.run(['pspp', '-O', 'format=csv', file.name], capture_output=True, text=True, check=True).stdout
    tables = []
    for row in csv.reader(io.StringIO(text)):
        if row and row[0].startswith('Table: '):
            tables.append((row[0][7:], []))
        elif row and tables:
            tables[-1][1].append(row)
    return tables


TABLES = read_tables()


def find(table, label, column, which=0):
    """The number in a column of the row with a label, of the which-th table of a name."""
    rows = [rows for name, rows in TABLES if name == table][which]
    row = next(row for row in rows if label in row)
    return float(row[column])


def column(name, rows=ROWS):
    return [row[NAMES.index(name)] for row in rows]


def numbers(values):
    return [0, *values]


def categories(values):
    codes = sorted(set(values))
    return [len(codes), *(codes.index(value) for value in values)]


def emit(test, of, by, figures, n=len(ROWS), tolerance=1e-9):
    data = [len(of), len(by), 0, n, *(value for variable in of + by for value in variable)]
    text = ','.join(f'{value:.17g}' for value in data)
    for measure, expected in figures.items():
        print(f'{test}/pspp', text, measure, f'{expected:.17g}', tolerance, sep='\t')


a, b = categories(column('a')), categories(column('b'))
chi = 'Chi-Square Tests'
emit('chi-square', [a], [b], {'statistic': find(chi, 'Pearson Chi-Square', 1), 'df': find(chi, 'Pearson Chi-Square', 2),
                              'cramers_v': find('Symmetric Measures', "Cramer's V", 2)})
emit('likelihood-ratio', [a], [b], {'statistic': find(chi, 'Likelihood Ratio', 1)})
emit('association', [a], [b], {'contingency': find('Symmetric Measures', 'Contingency Coefficient', 2),
                               'lambda': find('Directional Measures', 'Symmetric', 3),
                               'lambda_of': find('Directional Measures', 'a Dependent', 3),
                               'lambda_by': find('Directional Measures', 'b Dependent', 3)})
emit('gamma', [a], [b], {'gamma': find('Symmetric Measures', 'Gamma', 2), 'se': find('Symmetric Measures', 'Gamma', 3),
                         'statistic': find('Symmetric Measures', 'Gamma', 4)})
# Its standard error of kappa is left out: it is not that of Fleiss, Cohen and Everitt, which the delta method confirms.
emit('kappa', [a], [b], {'kappa': find('Symmetric Measures', 'Kappa', 2),
                         'statistic': find('Symmetric Measures', 'Kappa', 4)})
emit('kendall', [numbers(column('a'))], [numbers(column('b'))], {'tau_b': find('Symmetric Measures', "Kendall's tau-b", 2)})
emit('spearman', [numbers(column('a'))], [numbers(column('b'))],
     {'rho': find('Symmetric Measures', 'Spearman Correlation', 2), 'statistic': find('Symmetric Measures', 'Spearman Correlation', 4)})
emit('pearson', [numbers(column('a'))], [numbers(column('b'))],
     {'r': find('Symmetric Measures', "Pearson's R", 2), 'statistic': find('Symmetric Measures', "Pearson's R", 4)})
o, h = categories(column('o')), categories([value > 1 for value in column('a')])
emit('chi-square-corrected', [o], [h], {'statistic': find(chi, 'Continuity Correction', 1, 1)})
# Its relative risks are left out: PSPP 1.6 shows the ends of their intervals in their place.
emit('odds-ratio', [o], [h], {'odds_ratio': float(next(rows for name, rows in TABLES if name == 'Risk Estimate')[2][1])})
two = [row for row in ROWS if row[4] < 3]
x, g = numbers(column('x', two)), categories(column('g', two))
t = 'Independent Samples Test'
for test, label in (('student', 'Equal variances assumed'), ('welch', 'Equal variances not assumed')):
    emit(test, [x], [g], {'statistic': find(t, label, 4), 'df': find(t, label, 5), 'difference': find(t, label, 7), 'se': find(t, label, 8),
                          'difference.low': find(t, label, 9), 'difference.high': find(t, label, 10)}, len(two))
emit('levene', [x], [g], {'statistic': find(t, 'Equal variances assumed', 2)}, len(two))
# The smaller of the two U, which here is that of the first group.
emit('mann-whitney', [x], [g], {'statistic': find('Test Statistics', 'x', 1, 2)}, len(two))
x, y, g = numbers(column('x')), numbers(column('y')), categories(column('g'))
pair = 'Paired Samples Test'
emit('paired', [x], [y], {'difference': find(pair, 'Pair 1', 2), 'se': find(pair, 'Pair 1', 4), 'difference.low': find(pair, 'Pair 1', 5),
                          'difference.high': find(pair, 'Pair 1', 6), 'statistic': find(pair, 'Pair 1', 7)})
emit('anova', [x], [g], {'between': find('ANOVA', 'Between Groups', 2), 'within': find('ANOVA', 'Within Groups', 2),
                         'statistic': find('ANOVA', 'Between Groups', 5)})

# Of the first less the second and the other way round, for each pair: here the later less the earlier.
several = next(rows for name, rows in TABLES if name.startswith('Multiple Comparisons'))[2:]
for test, rows in (('anova', several[:6]), ('anova-welch', several[6:])):
    emit(test, [x], [g], {f'pairs.{pair}.{measure}': float(rows[row][at]) for pair, row in ((1, 2), (2, 4), (3, 5))
                          for measure, at in (('difference', 3), ('low', 6), ('high', 7))},
         # Its studentized range is R's, stopped where R stops.
         tolerance=1e-8)
emit('levene', [x], [g], {'statistic': find('Test of Homogeneity of Variances', 'x', 1)})
emit('kruskal-wallis', [x], [g], {'statistic': find('Test Statistics', 'Chi-Square', 1), 'groups.2.mean_rank': find('Ranks', '2.000000000000000', 3)})
emit('wilcoxon', [x], [y], {'statistic': find('Ranks', 'Positive Ranks', 4, 1)})
a = numbers(column('a'))
model, terms = 'Model Summary (x)', 'Coefficients (x)'
summary = next(rows for name, rows in TABLES if name == model)[1]
figures = {'r_squared': float(summary[1]), 'r_squared_adjusted': float(summary[2]), 'residual_se': float(summary[3]),
           'statistic': find('ANOVA (x)', 'Regression', 4)}
for i, name in enumerate(('(Constant)', 'y', 'a'), 1):
    for measure, at in (('b', 1), ('se', 2), ('t', 4), ('low', 6), ('high', 7), *([('beta', 3)] if i > 1 else [])):
        figures[f'terms.{i}.{measure}'] = find(terms, name, at)
emit('linear', [x], [y, a], figures)
figures = {'alpha': float(next(rows for name, rows in TABLES if name == 'Reliability Statistics')[1][0])}
for i, name in enumerate('xya', 1):
    figures[f'items.{i}.correlation'] = find('Item-Total Statistics', name, 3)
    figures[f'items.{i}.alpha_without'] = find('Item-Total Statistics', name, 4)
emit('cronbach', [x, y, a], [], figures)
summary = next(rows for name, rows in TABLES if name == 'Model Summary')[1]
figures = {'deviance': float(summary[1]), 'cox_snell': float(summary[2]), 'nagelkerke': float(summary[3])}
for i, name in enumerate(('Constant', 'x'), 1):
    for measure, at in (('b', 2), ('se', 3), ('odds_ratio', 7), *([('low', 8), ('high', 9)] if i > 1 else [])):
        figures[f'terms.{i}.{measure}'] = find('Variables in the Equation', name, at)
# PSPP gives 15 digits after the point; it has stopped where coefficients change by 1e-10.
emit('logistic', [o], [x], figures, tolerance=1e-6)
