"""Who enters the pages of the catalogue: who drafts, and who publishes what others drafted."""

from onestop.directory.pages import staff_page
from onestop.directory.rights import Right

READ = staff_page(Right.CATALOGUE_MANAGE, Right.WORKFLOW_PUBLISH)
MANAGE = staff_page(Right.CATALOGUE_MANAGE)
PUBLISH = staff_page(Right.WORKFLOW_PUBLISH)
