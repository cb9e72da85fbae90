@requires:another-client
Feature: Deletions
  The office of second filing deletes its copy once it has fetched it. The original stays.
  WIPO DAS REST API, retrieval notes; WIPO DAS exchange API, files.

  Background:
    Given the office of second filing has downloaded a document

  @DAS-API-DEL-01
  Rule: The office deletes its downloaded file; afterwards no download URL is issued and the old one is dead

    Scenario: The office deletes its file
      When the office of second filing deletes its file
      Then DAS serves the request

    Scenario: No download URL is issued for a deleted file
      Given the office of second filing has deleted its file
      When the office of second filing asks for a download URL
      Then DAS refuses the request

    Scenario: The old download URL of a deleted file is dead
      Given the office of second filing has deleted its file
      When the office of second filing downloads the document
      Then DAS refuses the request

    Scenario: Deleting a file again does no harm
      Given the office of second filing has deleted its file
      When the office of second filing deletes its file again
      Then DAS takes the deletion or finds nothing to delete

  @DAS-API-DEL-02
  Rule: Deleting a transit copy touches neither the library nor the copy of another office

    Scenario: The document can be retrieved anew
      Given the office of second filing has deleted its file
      When the office of second filing retrieves the document
      Then DAS delivers the registered content

    Scenario: The copy of another office stays
      Given another office has downloaded the document as well
      And the office of second filing has deleted its file
      When another office downloads the document again
      Then DAS delivers the registered content

  @DAS-RET-20
  Rule: The requesting office, and no other, can delete its downloaded file

    Scenario: The requesting office deletes its own file
      When the office of second filing deletes its file
      Then DAS serves the request

    Scenario: A deletion by another office leaves the file
      When another office deletes the file of the office of second filing
      Then the file is not deleted

    Scenario: A deletion by the registering office leaves the file
      When the office of first filing deletes the file of the office of second filing
      Then the file is not deleted
