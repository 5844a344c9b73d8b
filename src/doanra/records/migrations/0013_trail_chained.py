"""Hides what older events noted, names the things that they were about, and chains them in the order of their ids."""

from django.db import migrations

from doanra.records import chain

AT_ONCE = 500


def chain_old(apps, schema_editor):
    """In pieces, so that a long trail takes no memory."""
    Event, Thing, Link, Head = (
        apps.get_model("records", name) for name in ("Event", "EventThing", "EventLink", "TrailHead")
    )
    people = apps.get_model("records", "Nomination").objects.values_list("person_id", flat=True)
    before, number, last = chain.START, 0, 0
    while events := list(Event.objects.filter(id__gt=last).order_by("id")[:AT_ONCE]):
        Event.objects.bulk_update(events, ["detail"])  # writing it hides it
        links = []
        for event in events:
            things = [Thing(event=event, kind=kind, key=key, did="about") for kind, key in _about(event, people)]
            Thing.objects.bulk_create(things)
            number += 1
            before = chain.link(number, before=before, event=event.id, digest=chain.content(event, things))
            links.append(Link(sequence=number, event=event, hash=before))
        Link.objects.bulk_create(links)
        last = events[-1].id
    Head.objects.create(id=1, sequence=number, hash=before)


def _about(event, people):
    if not event.subject or event.subject_id is None:
        return
    yield event.subject, event.subject_id
    if event.subject == "nomination" and (person := people.filter(id=event.subject_id).first()):
        yield "person", person


class Migration(migrations.Migration):
    dependencies = [("records", "0012_trail")]

    operations = [migrations.RunPython(chain_old, migrations.RunPython.noop)]
