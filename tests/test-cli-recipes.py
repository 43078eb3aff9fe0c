#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Recipes of data sets, by the built program (QUEHACER_PROGRAM): saved, shown, their
risk told and brought down, written twice alike; and what bad ones get. Speaks TAP."""
import collections
import csv
import datetime
import json
import os
import zipfile

import harness

commands = harness.Commands('cli-recipes', quiet=True)
path, write, run, works, fails = commands.path, commands.write, commands.run, commands.works, commands.fails
WORKSPACE = path('demo.quehacer')
QUASI = ['sex', 'birth_year', 'schooling', 'municipality']


def recipe(name, **parts):
    return write(name + '.json', json.dumps({'recipe': 1, 'name': name, **parts}, ensure_ascii=False))


def export(file, folder):
    works('dataset', 'export', WORKSPACE, file, '--output', path(folder), notes='written')
    with open(path(folder) + '/manifest.json', encoding='utf-8') as manifest:
        return json.load(manifest)


def rows(folder):
    with open(f'{path(folder)}/{folder}.csv', encoding='utf-8', newline='') as file:
        return list(csv.DictReader(file))


def kept(found):
    return {point['name']: point['broken_by'] for point in found['privacy']}


def persons(name, **more):
    return recipe(name, unit='person', variables=QUASI + ['disability'], deidentify={'k': 5, 'suppress': 0.2}, formats=['csv', 'xlsx', 'html'], language='es', **more)


def test_saved_by_name_and_version():
    file = persons('personas', notes='para el informe')
    works('dataset', 'save', WORKSPACE, file, notes='version 1')
    works('dataset', 'save', WORKSPACE, persons('personas', notes='corregida'), notes='version 2')
    listed = json.loads(works('dataset', 'list', WORKSPACE, '--format', 'json'))
    assert [(r['name'], str(r['version']), r['notes']) for r in listed] == [('personas', '2', 'corregida')], listed
    assert json.loads(works('dataset', 'show', WORKSPACE, 'personas', '--version', '1'))['notes'] == 'para el informe'
    works('dataset', 'show', WORKSPACE, 'personas', '--output', path('shown.json'))
    works('dataset', 'save', WORKSPACE, path('shown.json'), notes='version 3')
    fails('dataset', 'show', WORKSPACE, 'otra', says='no recipe “otra”')
    fails('dataset', 'show', WORKSPACE, 'personas', '--version', '9', says='not in that version')


def test_risk_before_and_after():
    found = json.loads(works('dataset', 'risk', WORKSPACE, persons('p'), '--format', 'json'))
    assert found['risk']['before']['k'] == 1 and found['risk']['after']['k'] >= 5, found['risk']
    assert found['risk']['after']['uniques'] == 0 and found['written'] == found['selected'] - found['suppressed']
    manifest = export(persons('p'), 'p')
    assert manifest['risk'] == found['risk'] and manifest['privacy'] == found['privacy']
    assert manifest['rows']['suppressed'] == found['suppressed'] and manifest['recipe']['name'] == 'p'
    classes = collections.Counter(tuple(row[q] for q in QUASI) for row in rows('p'))
    assert min(classes.values()) == found['risk']['after']['k'] and sum(classes.values()) == found['written']
    with open(path('p') + '/p.codebook.html', encoding='utf-8') as file:
        assert 'Sin CURP ni RFC' in file.read()
    with zipfile.ZipFile(path('p') + '/p.xlsx') as book:
        assert 'name="Risk"' in book.read('xl/workbook.xml').decode()


def test_same_recipe_same_bytes():
    export(persons('igual'), 'one')
    export(persons('igual'), 'two')
    with open(path('one') + '/one.csv', 'rb') as one, open(path('two') + '/two.csv', 'rb') as two:
        assert one.read() == two.read()


def test_several_answers_are_columns():
    export(persons('p'), 'several')
    flags = [name for name in rows('several')[0] if name.startswith('disability_')]
    assert flags and {row[f] for row in rows('several') for f in flags} <= {'0', '1', '', '-1', '-2', '-3', '-4'}


def test_names_labels_and_order():
    file = recipe('orden', unit='person', variables=[{'name': 'schooling', 'as': 'escolaridad', 'label': 'Estudios'}, 'sex'], formats=['csv', 'html'])
    export(file, 'orden')
    assert list(rows('orden')[0]) == ['number', 'escolaridad', 'sex']
    with open(path('orden') + '/orden.codebook.html', encoding='utf-8') as page:
        assert 'Estudios' in page.read()


def test_dates_move_per_case():
    given = {'unit': 'activity', 'variables': ['date', 'minutes', 'type', 'case'], 'formats': ['csv']}
    export(recipe('fechas', **given), 'kept')
    export(recipe('fechas', dates='shift', most_days=90, **given), 'moved')
    day = datetime.date.fromisoformat
    offsets = collections.defaultdict(set)
    for before, after in zip(rows('kept'), rows('moved')):
        assert before['number'] == after['number'] and before['case'] == after['case']
        if after['case'] == '':
            assert after['date'] == '', after
        else:
            offsets[after['case']].add((day(after['date']) - day(before['date'])).days)
    assert len(offsets) > 5 and all(len(o) == 1 and 0 < abs(min(o)) <= 90 for o in offsets.values()), offsets
    assert len({min(o) for o in offsets.values()}) > 3
    found = json.loads(works('dataset', 'risk', WORKSPACE, recipe('m', dates={'date': 'month'}, **given), '--format', 'json'))
    assert kept(found)['exact_dates'] is None and kept(found)['years_only'] == 'date', kept(found)


def test_study_key():
    given = {'unit': 'case', 'variables': ['status'], 'formats': ['csv', 'html']}

    def keys(name, folder, **more):
        export(recipe(name, **given, **more), folder)
        return {row['study_key'] for row in rows(folder)}

    one, two, other = keys('uno', 'uno', study='E'), keys('dos', 'dos', study='E'), keys('uno', 'tres', study='F')
    assert len(one & two) >= 20 and len(one & two) > 10 * len(one & other), (len(one & two), len(one & other))


def told(found):
    return {step['variable']: step for step in found['treatments']}


def test_chosen_levels():
    given = {'unit': 'person', 'variables': QUASI, 'formats': ['csv']}
    goal = {'k': 3, 'suppress': 0.9}
    found = export(recipe('niveles', **given, deidentify={**goal, 'levels': {'birth_year': 3, 'schooling': 0, 'sex': 0, 'municipality': 1}}), 'niveles')
    assert told(found)['birth_year']['treatment'] == 'groups of 20', told(found)
    assert told(found)['schooling']['loss'] == 0 and told(found)['municipality']['treatment'] == 'State', told(found)
    assert found['risk']['after']['k'] >= 3
    fails('dataset', 'risk', WORKSPACE, recipe('x', **given, deidentify={'k': 5, 'levels': {q: 0 for q in QUASI}}), says='at the levels that were chosen')
    fails('dataset', 'risk', WORKSPACE, recipe('x', **given, deidentify={'k': 5, 'levels': {'sex': 9}}), says='at the levels 0 to 1')
    fails('dataset', 'risk', WORKSPACE, recipe('x', **given, deidentify={'k': 5, 'levels': {'status': 1}}), says='not among the quasi-identifiers')


def test_loss_is_chosen():
    given = {'unit': 'person', 'variables': QUASI, 'formats': ['csv', 'xlsx', 'html']}
    losses = {}
    for loss in 'ncp', 'discernibility', 'class-size':
        found = export(recipe('p', **given, deidentify={'k': 5, 'suppress': 0.1, 'loss': loss}), 'by-' + loss)
        losses[loss] = found['loss']
        assert found['loss']['name'] == loss and found['loss']['proven_least'] and found['recipe']['deidentify']['loss'] == loss, found['loss']
        classes = collections.Counter(tuple(row[q] for q in QUASI) for row in rows('by-' + loss))
        n, out = found['rows']['selected'], found['rows']['suppressed']
        if loss == 'discernibility':
            assert abs(found['loss']['value'] - (sum(c * c for c in classes.values()) + out * n) / n / n) < 1e-12, found['loss']
        if loss == 'class-size':
            assert abs(found['loss']['value'] - n / (len(classes) + (out > 0)) / 5) < 1e-12, found['loss']
    assert 'Bayardo' in losses['discernibility']['definition'] and 'LeFevre' in losses['class-size']['definition']
    with open(path('by-discernibility') + '/by-discernibility.codebook.html', encoding='utf-8') as page:
        assert 'Bayardo' in page.read()
    with zipfile.ZipFile(path('by-class-size') + '/by-class-size.xlsx') as book:
        assert any('LeFevre' in book.read(name).decode() for name in book.namelist() if name.endswith('.xml'))
    # Another one can be tried without writing it into the recipe.
    file = recipe('p', **given, deidentify={'k': 5, 'suppress': 0.1})
    tried = json.loads(works('dataset', 'risk', WORKSPACE, file, '--loss', 'discernibility', '--format', 'json'))
    assert tried['loss'] == losses['discernibility']
    fails('dataset', 'export', WORKSPACE, file, '--loss', 'ncp', '--output', path('x'), says='stands in the recipe')
    fails('dataset', 'risk', WORKSPACE, recipe('p', **given, deidentify={'loss': 'entropy'}), says='no loss “entropy”')


def test_uncounted_quasi_identifiers_are_told():
    given = {'unit': 'person', 'variables': QUASI + ['disability'], 'formats': ['csv', 'html']}
    found = export(recipe('pocos', **given, deidentify={'quasi': ['sex', 'schooling'], 'k': 5}), 'pocos')
    assert found['quasi_identifiers_not_counted'] == ['birth_year', 'municipality'], found['quasi_identifiers_not_counted']
    assert kept(found)['quasi'] == 'birth_year, municipality', kept(found)
    with open(path('pocos') + '/pocos.codebook.html', encoding='utf-8') as page:
        assert 'The risk does not count these' in page.read()
    works('dataset', 'risk', WORKSPACE, recipe('pocos', **given, risk={'quasi': ['sex']}), notes='The risk does not count these')
    found = json.loads(works('dataset', 'risk', WORKSPACE, recipe('todos', **given, deidentify={'k': 5, 'suppress': 0.2}), '--format', 'json'))
    assert found['quasi_identifiers_not_counted'] == [], found


def test_told_codes_keep_their_labels():
    export(recipe('etiquetas', unit='person', variables=QUASI, formats=['csv'], language='es',
                  deidentify={'k': 3, 'suppress': 0.9, 'levels': {'sex': 0, 'schooling': 1, 'municipality': 1}}), 'etiquetas')
    with open(path('etiquetas') + '/datapackage.json', encoding='utf-8') as file:
        fields = {f['name']: f for f in json.load(file)['resources'][0]['schema']['fields']}
    assert {c['label'] for c in fields['sex']['categories']} >= {'Mujer', 'Hombre'}, fields['sex']
    assert any(' – ' in c['label'] and not c['label'].isupper() for c in fields['schooling']['categories']), fields['schooling']
    assert any(c['code'].isdigit() and c['label'][0].isalpha() for c in fields['municipality']['categories']), fields['municipality']


def test_ends_and_rare_values():
    given = {'unit': 'person', 'variables': QUASI, 'formats': ['csv']}
    levels = {'k': 2, 'suppress': 1, 'levels': {q: 0 for q in QUASI}}
    plain = told(json.loads(works('dataset', 'risk', WORKSPACE, recipe('r', **given, deidentify=levels), '--format', 'json')))
    ended = json.loads(works('dataset', 'risk', WORKSPACE, recipe('r', **given, deidentify=levels, treat={
        'birth_year': {'bottom': 1950, 'top': 2000}, 'municipality': {'least': 10}}), '--format', 'json'))
    after = told(ended)
    assert after['birth_year']['treatment'] == 'as it is, bottom 1950, top 2000', after
    assert after['birth_year']['values_before'] == plain['birth_year']['values_before'] > after['birth_year']['values_after']
    assert after['municipality']['values_after'] < plain['municipality']['values_after'] and 'fewer than 10 merged' in after['municipality']['treatment']
    assert after['birth_year']['loss'] > 0 and ended['risk']['before']['k'] == 1
    fails('dataset', 'risk', WORKSPACE, recipe('r', **given, treat={'birth_year': {'bottom': 5, 'top': 1}}), says='bottom is above the top')


def numbers(folder, name):
    return [float(row[name]) for row in rows(folder) if row[name] and not -5 < float(row[name]) < 0 and float(row[name]) > -1000]


def test_numbers_are_treated():
    given = {'unit': 'activity', 'variables': ['minutes', 'type'], 'formats': ['csv']}
    export(recipe('num', **given), 'exact')
    exact = numbers('exact', 'minutes')

    def treat(folder, **how):
        found = export(recipe('num', **given, treat={'minutes': how}), folder)
        return numbers(folder, 'minutes'), told(found)['minutes']

    ends, step = treat('ends', bottom=10, top=40)
    assert ends == [min(max(n, 10), 40) for n in exact] and 0 < step['loss'] < 1, step
    means, step = treat('means', means=7)
    assert min(collections.Counter(means).values()) >= 7 and abs(sum(means) - sum(exact)) < 1e-6 * sum(exact), step
    noise, step = treat('noise', noise=0.2)
    assert noise != exact and 0.02 < step['loss'] < 0.08 and abs(sum(noise) - sum(exact)) < 0.1 * sum(exact), step
    again, step = treat('noise2', noise=0.2)
    assert again == noise
    found = export(recipe('num', **given, treat={'type': {'least': 60}}), 'merged')
    counts = collections.Counter(row['type'] for row in rows('merged') if row['type'])
    assert told(found)['type']['values_after'] == len(counts) < told(found)['type']['values_before'], found
    fails('dataset', 'risk', WORKSPACE, recipe('num', **given, treat={'type': {'means': 3}}), says='cannot be treated so')
    fails('dataset', 'risk', WORKSPACE, recipe('num', **given, treat={'minutes': {'means': 100000}}), says='too few for means')
    fails('dataset', 'risk', WORKSPACE, recipe('num', **given, treat={'minutes': {'median': 3}}), says='no “median”')
    fails('dataset', 'risk', WORKSPACE, recipe('num', **given, treat={'minuets': {'top': 3}}), says='no variable “minuets” that could be treated')
    fails('dataset', 'risk', WORKSPACE, recipe('num', **given, treat={'minutes': {'noise': 0.1}}, deidentify={'quasi': ['minutes']}), says='told less exactly')


def test_coarse_dates_say_what_they_cost():
    given = {'unit': 'activity', 'variables': ['date', 'type']}
    losses = []
    for how in ('month', 'quarter', 'year', 'shift'):
        step = told(json.loads(works('dataset', 'risk', WORKSPACE, recipe('d', **given, dates=how), '--format', 'json')))['date']
        losses.append(step['loss'])
    assert 0 < losses[0] < losses[1] < losses[2] <= 1 and losses[3] == 0, losses


def test_checklist_is_broken():
    found = kept(json.loads(works('dataset', 'risk', WORKSPACE, recipe('todo', unit='person'), '--format', 'json')))
    assert 'municipality' in found['place'] and 'sex' in found['quasi'] and found['k'] == 'k = 1', found
    assert found['names'] is None and found['curp'] is None and found['narratives'] is None


def test_checklist_sees_how_dates_are_told():
    given = {'unit': 'activity', 'variables': ['date', 'type']}

    def dates(**more):
        found = json.loads(works('dataset', 'risk', WORKSPACE, recipe('d', **given, **more), '--format', 'json'))
        return kept(found)['exact_dates'], kept(found)['years_only']

    assert dates() == ('date', 'date')
    assert dates(deidentify={'k': 5, 'suppress': 0.1}) == (None, 'date')
    assert dates(dates='year') == (None, None)


def test_bad_recipes():
    def bad(says, **parts):
        fails('dataset', 'risk', WORKSPACE, recipe('bad', unit='person', **parts), says=says)

    bad('no variable “folio”', variables=['folio'])
    bad('no variable “curp”', variables=['curp'])
    bad('no “colour”', colour='red')
    bad('two variables are called “sex”', variables=['sex', {'name': 'schooling', 'as': 'sex'}])
    bad('leave no rows', filter=['birth_year=1700..1701'])
    bad('A class of 5000', deidentify={'quasi': ['sex'], 'k': 5000})
    bad('does not cover', deidentify={'quasi': ['sex'], 'hierarchies': {'sex': [['Mujer', '*']]}})
    bad('not a list of lists', deidentify={'quasi': ['sex'], 'hierarchies': {'sex': 'x'}})
    bad('not among the quasi-identifiers', deidentify={'quasi': ['sex'], 'hierarchies': {'schooling': [['a', '*']]}})
    bad('Nothing reaches that goal', deidentify={'quasi': ['sex'], 'sensitive': ['schooling'], 'l': 900})
    bad('cannot be told as “week”', dates='week')
    bad('is no date', dates={'sex': 'month'})
    bad('has a hierarchy of its own', deidentify={'quasi': ['sex'], 'hierarchies': {'sex': [['M', '*'], ['H', '*']]}}, treat={'sex': {'least': 3}})
    bad('not a number from 1', deidentify={'k': 0})
    bad('no format “doc”', formats=['doc'])
    fails('dataset', 'risk', WORKSPACE, write('broken.json', '{'), says='not JSON')
    fails('dataset', 'risk', WORKSPACE, write('list.json', '[]'), says='not an object')
    fails('dataset', 'risk', WORKSPACE, write('noname.json', '{}'), says='no name')
    fails('dataset', 'save', WORKSPACE, write('broken.json', '{'), says='not JSON')
    fails('dataset', 'export', WORKSPACE, persons('p'), '--output', path('x'), '--of', 'cases', says='stands in the recipe')
    assert not os.path.exists(path('x'))


def test_names_and_labels_that_formats_forbid():
    label = 'Ñandú ' * 50
    file = recipe('largo', unit='person', formats=['csv', 'sav', 'dta'],
                  variables=[{'name': 'sex', 'as': '_all', 'label': label}, {'name': 'schooling', 'as': 'WITH'}, {'name': 'coverage', 'as': 'á' * 60}])
    manifest = export(file, 'largo')
    assert {cut['format'] for cut in manifest['cut_labels']} == {'spss', 'stata'}, manifest['cut_labels']
    assert all(cut['label'] == label for cut in manifest['cut_labels'])
    names = list(rows('largo')[0])
    assert all(not n.startswith('_') and len(n) <= 32 and n.upper() != 'WITH' and n.isascii() for n in names), names
    export(recipe('exacto', unit='person', variables=[{'name': 'sex', 'label': 'x' * 756}], formats=['csv', 'sav', 'dta']), 'exacto')


def test_disk_that_fills():
    fails('dataset', 'export', WORKSPACE, recipe('lleno', unit='activity'), '--output', path('lleno'), limit=40000, says='no room')
    assert not os.path.exists(path('lleno'))
    assert not [name for name in os.listdir(commands.folder) if name.startswith('.') and 'lleno' in name], os.listdir(commands.folder)


works('demo', WORKSPACE, '--rows', '900', '--seed', '4', '--until', '2026-10-30', notes='invented people')
commands.main(dict(globals()))
