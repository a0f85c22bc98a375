"""Workflows without the library's blind spot: its task iterator stops at depth 1,000 and says nothing."""

from typing import Any

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow
from SpiffWorkflow.bpmn.util.task import BpmnTaskIterator

DEPTH = 1_000_000


class CalledWorkflow(BpmnSubWorkflow):  # type: ignore[misc]
    def get_tasks_iterator(self, first_task: Any = None, **kwargs: Any) -> Any:
        return BpmnTaskIterator(first_task or self.task_tree, max_depth=DEPTH, **kwargs)


class MainWorkflow(BpmnWorkflow):  # type: ignore[misc]
    def get_tasks_iterator(self, first_task: Any = None, **kwargs: Any) -> Any:
        return BpmnTaskIterator(first_task or self.task_tree, max_depth=DEPTH, **kwargs)

    def create_subprocess(self, my_task: Any, spec_name: str) -> Any:
        called = CalledWorkflow(
            self.subprocess_specs[spec_name], parent_task_id=my_task.id, top_workflow=self
        )
        self.subprocesses[my_task.id] = called
        return called
